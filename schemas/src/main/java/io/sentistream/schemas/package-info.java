/** The contract between the services: Avro types, topics and serdes. */
package io.sentistream.schemas;
