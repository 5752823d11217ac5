package io.sentistream.bert.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive, as {@code torch.jit.load} reads it: a zip of stored entries with the source of a module's class
 * and a pickle of its attributes.
 */
final class TorchScriptArchive {
    /** An empty tuple: the programs have no tensor constants. */
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    private TorchScriptArchive() {}

    /**
     * The archive of one module.
     *
     * @param file the source file that has the module's class, without {@code .py}
     * @param className the class
     * @param attributes the class's attributes, in its order
     * @param sources the source files by name, without {@code .py}; one is {@code file}
     */
    static byte[] write(String file, String className, Map<String, Object> attributes, Map<String, String> sources) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("version", "3\n".getBytes(StandardCharsets.US_ASCII));
        entries.put("constants.pkl", NO_CONSTANTS);
        entries.put("data.pkl", Pickle.object("__torch__." + file, className, attributes));
        sources.forEach((name, source) ->
                entries.put("code/__torch__/" + name + ".py", source.getBytes(StandardCharsets.UTF_8)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(stored(className + "/" + entry.getKey(), entry.getValue()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static ZipEntry stored(String name, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        return entry;
    }
}
