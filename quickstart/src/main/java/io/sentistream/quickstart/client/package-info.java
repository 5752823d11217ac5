/** What the commands send to a running system and read from it, through its topics alone. */
package io.sentistream.quickstart.client;
