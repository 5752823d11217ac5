/** What a trainer forgets of one domain while it learns others, one after the other. */
package io.sentistream.quickstart.forgetting;
