// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {
    private static final String SMILE = "\uD83D\uDE00";

    @Test
    void shouldCutBetweenCharacters() {
        assertThat(Texts.cut("abc", 3)).isEqualTo("abc");
        assertThat(Texts.cut("abcd", 3)).isEqualTo("ab…");
        assertThat(Texts.cut("a" + SMILE + "bc", 3)).isEqualTo("a…");
        assertThat(Texts.cut(SMILE + SMILE, 3)).isEqualTo(SMILE + "…");
        assertThat(Texts.cut("", 3)).isEmpty();
    }
}
