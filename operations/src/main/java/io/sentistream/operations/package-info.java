/** What makes the services operable; their own code is elsewhere. */
package io.sentistream.operations;
