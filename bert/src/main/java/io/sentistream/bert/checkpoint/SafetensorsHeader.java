package io.sentistream.bert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file, checked against the file: every tensor's bytes are as many as its shape needs, and
 * all tensors together cover the rest of the file without gap or overlap.
 *
 * @param metadata text by name
 * @param entries the tensors, in the order of their bytes
 * @param dataStart where in the file the tensors' bytes begin
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries, long dataStart) {
    /** The reference implementation's limit. */
    private static final int MAX_LENGTH = 100_000_000;

    /** One tensor: its bytes are {@code [begin, end)} from {@code dataStart}. */
    record Entry(String name, DType dtype, List<Integer> shape, long begin, long end) {}

    static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw damaged(file, "it has " + size + " bytes, too few for a header");
        }
        long length = bytes(channel, 0, Long.BYTES).getLong();
        if (length < 2 || length > MAX_LENGTH || length > size - Long.BYTES) {
            throw damaged(
                    file,
                    "its header says it is " + Long.toUnsignedString(length) + " bytes long, in a file of " + size);
        }
        long dataStart = Long.BYTES + length;
        byte[] json = bytes(channel, Long.BYTES, (int) length).array();
        ObjectNode root = Json.object("The header of " + file, json);
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (!field.getKey().equals(Safetensors.METADATA)) {
                entries.add(entry(file, field.getKey(), field.getValue()));
                continue;
            }
            for (Map.Entry<String, JsonNode> text : field.getValue().properties()) {
                if (!text.getValue().isTextual()) {
                    throw damaged(file, "its metadata '" + text.getKey() + "' is not text");
                }
                metadata.put(text.getKey(), text.getValue().textValue());
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long covered = 0;
        for (Entry entry : entries) {
            if (entry.begin() != covered) {
                throw damaged(
                        file,
                        "tensor '" + entry.name() + "' begins at byte " + entry.begin() + " where byte " + covered
                                + " is due");
            }
            covered = entry.end();
        }
        if (covered != size - dataStart) {
            throw damaged(
                    file,
                    "its header describes " + covered + " bytes of tensors, but " + (size - dataStart) + " are there");
        }
        return new SafetensorsHeader(metadata, List.copyOf(entries), dataStart);
    }

    private static Entry entry(Path file, String name, JsonNode node) {
        String dtypeName = node.path("dtype").asText();
        DType dtype = Arrays.stream(DType.values())
                .filter(known -> known.name().equals(dtypeName))
                .findFirst()
                .orElseThrow(() -> new CheckpointException(file + ": tensor '" + name + "' has the element type '"
                        + dtypeName + "'; known are " + Arrays.toString(DType.values())
                        + ". Convert it to one of these."));
        JsonNode shapeNode = node.path("shape");
        JsonNode offsets = node.path("data_offsets");
        if (!shapeNode.isArray() || !offsets.isArray() || offsets.size() != 2) {
            throw damaged(file, "tensor '" + name + "' has no shape or no pair of data_offsets");
        }
        long bytes = dtype.bytes();
        List<Integer> shape = new ArrayList<>();
        for (JsonNode dimension : shapeNode) {
            if (!dimension.canConvertToInt() || !dimension.isIntegralNumber() || dimension.intValue() < 0) {
                throw damaged(file, "tensor '" + name + "' has a dimension " + dimension);
            }
            shape.add(dimension.intValue());
            bytes = Math.multiplyHigh(bytes, dimension.intValue()) == 0 ? bytes * dimension.intValue() : -1;
            if (bytes < 0) {
                throw damaged(file, "tensor '" + name + "' has the shape " + shapeNode + ", too large for any file");
            }
        }
        JsonNode begin = offsets.get(0);
        JsonNode end = offsets.get(1);
        if (!begin.isIntegralNumber()
                || !begin.canConvertToLong()
                || !end.isIntegralNumber()
                || !end.canConvertToLong()) {
            throw damaged(file, "tensor '" + name + "' has data_offsets " + offsets);
        }
        if (begin.longValue() < 0
                || end.longValue() < begin.longValue()
                || end.longValue() - begin.longValue() != bytes) {
            throw damaged(
                    file,
                    "tensor '" + name + "' of " + dtype + " " + shape + " takes " + bytes
                            + " bytes, but has data_offsets " + offsets);
        }
        if (bytes > Integer.MAX_VALUE) {
            throw new CheckpointException(file + ": tensor '" + name + "' has " + bytes + " bytes; at most "
                    + Integer.MAX_VALUE + " are supported");
        }
        return new Entry(name, dtype, List.copyOf(shape), begin.longValue(), end.longValue());
    }

    private static ByteBuffer bytes(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the file ended while it was read");
            }
        }
        return buffer.flip();
    }

    private static CheckpointException damaged(Path file, String what) {
        return new CheckpointException(file + " is damaged: " + what + ". Fetch or write it again.");
    }
}
