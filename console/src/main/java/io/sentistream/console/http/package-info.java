/** The page, its events, and what it may ask for. */
package io.sentistream.console.http;
