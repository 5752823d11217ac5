/** How fast models classify and learn here, beside others that could, and what memory that takes. */
package io.sentistream.quickstart.bench;
