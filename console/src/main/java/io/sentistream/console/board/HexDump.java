package io.sentistream.console.board;

import java.util.HexFormat;

/**
 * The first bytes of a value for people to look at: nothing in it can act as markup or as a control character.
 *
 * @param hex two digits a byte, with spaces between
 * @param text the same bytes, a point for each that is no printable ASCII character
 */
record HexDump(String hex, String text) {
    private static final int MOST = 512;
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    static HexDump of(byte[] bytes) {
        int length = Math.min(bytes.length, MOST);
        return new HexDump(SPACED.formatHex(bytes, 0, length), printable(bytes));
    }

    static String printable(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length, MOST); i++) {
            text.append(bytes[i] >= 0x20 && bytes[i] < 0x7f ? (char) bytes[i] : '·');
        }
        return text.toString();
    }
}
