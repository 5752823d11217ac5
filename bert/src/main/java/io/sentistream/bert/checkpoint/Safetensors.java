package io.sentistream.bert.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file: eight bytes of header length, a JSON header, then the tensors' bytes without gaps.
 *
 * @param metadata text by name, the header's {@code __metadata__}
 * @param tensors the tensors by name
 * @see <a href="https://github.com/huggingface/safetensors#format">The format</a>
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
    static final String METADATA = "__metadata__";

    public Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /**
     * Maps a file into memory: tensors are views of it, in the order of their bytes, and pages are read when touched.
     *
     * @throws CheckpointException if the file can't be read, or its header does not describe exactly its bytes
     */
    public static Safetensors read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            SafetensorsHeader header = SafetensorsHeader.read(file, channel);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (SafetensorsHeader.Entry entry : header.entries()) {
                ByteBuffer bytes = channel.map(
                        FileChannel.MapMode.READ_ONLY, header.dataStart() + entry.begin(), entry.end() - entry.begin());
                tensors.put(entry.name(), new Tensor(entry.dtype(), entry.shape(), bytes));
            }
            return new Safetensors(header.metadata(), tensors);
        } catch (IOException e) {
            throw new CheckpointException("Can't read " + file + ": " + e, e);
        }
    }

    /** Writes a file and forces it to the disk. An existing file is replaced. */
    public void write(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            write(Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    /**
     * Writes to a stream, which stays open. The bytes depend on metadata and tensors alone: wide elements come first,
     * so that each tensor is aligned, and equal widths keep the order of the map.
     */
    public void write(OutputStream out) throws IOException {
        List<Map.Entry<String, Tensor>> ordered = tensors.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue().dtype().bytes()))
                .toList();
        byte[] header = header(ordered);
        int padded = (header.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .array());
        out.write(header);
        out.write(" ".repeat(padded - header.length).getBytes(StandardCharsets.US_ASCII));
        byte[] chunk = new byte[1 << 16];
        for (Map.Entry<String, Tensor> entry : ordered) {
            ByteBuffer data = entry.getValue().data();
            while (data.hasRemaining()) {
                int length = Math.min(chunk.length, data.remaining());
                data.get(chunk, 0, length);
                out.write(chunk, 0, length);
            }
        }
    }

    private byte[] header(List<Map.Entry<String, Tensor>> ordered) throws IOException {
        ObjectNode header = Json.MAPPER.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode node = header.putObject(METADATA);
            metadata.forEach(node::put);
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : ordered) {
            Tensor tensor = entry.getValue();
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", tensor.dtype().name());
            var shape = node.putArray("shape");
            tensor.shape().forEach(shape::add);
            long end = offset + tensor.data().remaining();
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        return Json.MAPPER.writeValueAsBytes(header);
    }
}
