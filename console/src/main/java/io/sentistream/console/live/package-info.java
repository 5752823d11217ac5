/** From one thread that reads to many pages that look on, none of which can hold up another. */
package io.sentistream.console.live;
