package io.sentistream.bert.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes an object of a TorchScript class as a pickle of protocol 2 (<a href="https://peps.python.org/pep-0307/">PEP
 * 307</a>), in the opcodes that TorchScript's own reader knows.
 */
final class Pickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Pickle() {}

    /**
     * An object with these attributes.
     *
     * @param module the module of the class, such as {@code __torch__.inference}
     * @param attributes values by name: booleans, integers, doubles, and empty lists
     */
    static byte[] object(String module, String className, Map<String, Object> attributes) {
        Pickle pickle = new Pickle();
        pickle.bytes(0x80, 2); // PROTO 2
        pickle.text("c" + module + "\n" + className + "\n"); // GLOBAL
        pickle.bytes(')', 0x81, '}', '('); // EMPTY_TUPLE, NEWOBJ, EMPTY_DICT, MARK
        attributes.forEach((name, value) -> {
            pickle.string(name);
            pickle.value(name, value);
        });
        pickle.bytes('u', 'b', '.'); // SETITEMS, BUILD, STOP
        return pickle.out.toByteArray();
    }

    private void value(String name, Object value) {
        if (value instanceof Boolean flag) {
            bytes(flag ? 0x88 : 0x89); // NEWTRUE, NEWFALSE
        } else if (value instanceof Integer number) {
            bytes('J'); // BININT
            out.writeBytes(littleEndian(number));
        } else if (value instanceof Double number) {
            bytes('G'); // BINFLOAT
            out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof List<?> list && list.isEmpty()) {
            bytes(']'); // EMPTY_LIST
        } else {
            throw new IllegalArgumentException("attribute " + name + " can't be pickled: " + value);
        }
    }

    private void string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes('X'); // BINUNICODE
        out.writeBytes(littleEndian(utf8.length));
        out.writeBytes(utf8);
    }

    private void text(String ascii) {
        out.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private void bytes(int... values) {
        for (int value : values) {
            out.write(value);
        }
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
