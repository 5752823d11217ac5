/** What the topics tell of versions, of what they were made from, and of when they served. */
package io.sentistream.quickstart.history;
