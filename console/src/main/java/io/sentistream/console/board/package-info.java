/** What the page shows, as the topics tell it: results, models, fresh labels, traffic, dead letters. */
package io.sentistream.console.board;
