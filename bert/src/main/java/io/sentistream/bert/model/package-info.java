/** Models by name: a directory, a hub name, or one that comes with the build. */
package io.sentistream.bert.model;
