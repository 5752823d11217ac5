/** BERT as TorchScript programs, and the devices they run on. */
package io.sentistream.bert.network;
