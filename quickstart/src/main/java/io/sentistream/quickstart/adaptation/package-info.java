/** What labels of another domain are worth: streamed into a fresh trainer, and measured after so many of them. */
package io.sentistream.quickstart.adaptation;
