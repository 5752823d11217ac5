/**
 * BERT as TorchScript programs, and the devices they run on.
 *
 * <p>The programs are the {@code .py} files among the resources: {@code embeddings}, {@code encoder} and {@code head} are
 * put together in {@code network}, and {@code inference} runs that on a list of weights. {@link
 * io.sentistream.bert.network.Program} packs them as an archive that PyTorch loads; nothing of Python is needed.
 */
package io.sentistream.bert.network;
