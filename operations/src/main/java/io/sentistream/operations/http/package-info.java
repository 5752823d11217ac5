/** What a process shows over HTTP: its metrics and its health. */
package io.sentistream.operations.http;
