// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void shouldWriteOutWhatCannotBeSeen() {
        assertThat(VisibleText.of("a\u202Eb\u0000c\u200Bd\uD800e\uFFFFf\rg\uDB40\uDC41"))
                .isEqualTo("a\u27E6U+202E\u27E7b\u27E6U+0000\u27E7c\u27E6U+200B\u27E7d\u27E6U+D800\u27E7e"
                        + "\u27E6U+FFFF\u27E7f\u27E6U+000D\u27E7g\u27E6U+E0041\u27E7");
    }

    @Test
    void shouldKeepWhatCanBeSeen() {
        String text = "S\u00E3o Paulo \u65E5\u672C \u05D0\u05D1 \uD83D\uDE00 <&> line\nnext\ttab";

        assertThat(VisibleText.of(text)).isEqualTo(text);
    }

    @Test
    void shouldLeaveNothingThatXmlCannotHold() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            String shown = VisibleText.of(new String(new int[] {point}, 0, 1));
            assertThat(shown.codePoints().allMatch(VisibleTextTest::allowedInXml))
                    .as("U+%X", point)
                    .isTrue();
        }
    }

    private static boolean allowedInXml(int point) {
        return point == 0x9
                || point == 0xA
                || point >= 0x20 && point <= 0xD7FF
                || point >= 0xE000 && point <= 0xFFFD
                || point >= 0x10000;
    }
}
