// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.util.Locale;

/**
 * Text with every character that a reader could not see, or that would reorder what the reader sees, written out as its
 * code point. Names and reasons come from files that anyone may have written.
 */
final class VisibleText {
    private static final int[][] INVISIBLE = {
        {0x00, 0x08},
        {0x0B, 0x1F},
        {0x7F, 0x9F},
        {0xAD, 0xAD},
        {0x34F, 0x34F},
        {0x61C, 0x61C},
        {0x115F, 0x1160},
        {0x17B4, 0x17B5},
        {0x180B, 0x180F},
        {0x200B, 0x200F},
        {0x2028, 0x202E},
        {0x2060, 0x206F},
        {0x3164, 0x3164},
        {0xD800, 0xDFFF},
        {0xFDD0, 0xFDEF},
        {0xFEFF, 0xFEFF},
        {0xFFA0, 0xFFA0},
        {0xFFF0, 0xFFFB},
        {0x1D173, 0x1D17A},
        {0xE0000, 0xE0FFF}
    };

    private VisibleText() {}

    /**
     * Makes a text visible.
     *
     * @param text any text, lone surrogates included
     * @return the text, with each hidden character as for example {@code ⟦U+202E⟧}
     */
    static String of(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (hidden(point)) {
                out.append(String.format(Locale.ROOT, "\u27E6U+%04X\u27E7", point));
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }

    private static boolean hidden(int point) {
        for (int[] range : INVISIBLE) {
            if (point >= range[0] && point <= range[1]) {
                return true;
            }
        }
        return (point & 0xFFFE) == 0xFFFE;
    }
}
