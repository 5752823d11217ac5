/** The directory of the user's data, who may use it, and what runs on it. */
package io.sentistream.quickstart.home;
