// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

/** Texts that can be kept in a build, which is written as XML: one character that XML cannot hold would lose the build. */
final class XmlText {
    private static final int REPLACEMENT = 0xfffd;

    private XmlText() {}

    /** Returns a text with a replacement for each character that XML cannot hold, half pairs among them. */
    static String of(String text) {
        return text.codePoints()
                .map(c -> isXml(c) ? c : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0x20 && c <= 0xd7ff
                || c >= 0xe000 && c <= 0xfffd
                || c >= 0x10000;
    }
}
