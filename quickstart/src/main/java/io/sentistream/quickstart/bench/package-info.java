/** How fast models classify here, beside others that could. */
package io.sentistream.quickstart.bench;
