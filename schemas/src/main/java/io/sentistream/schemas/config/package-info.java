/**
 * Configuration from a properties file, the environment and the command line: {@link
 * io.sentistream.schemas.config.Setting} defines a key once, {@link io.sentistream.schemas.config.Settings} reads all
 * of them and tells every mistake at once.
 */
package io.sentistream.schemas.config;
