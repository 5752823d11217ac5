/** The whole path once, shown on a terminal: classify, correct, retrain, swap, and the accuracy before and after. */
package io.sentistream.quickstart.demo;
