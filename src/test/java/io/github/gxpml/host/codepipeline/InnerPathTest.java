// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InnerPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "/",
                "/x",
                "//x",
                "x/",
                "a//x",
                "./x",
                "a/./x",
                "a/.",
                "../x",
                "a/..",
                "a/../x",
                "a/../../x",
                "C:x",
                "c:/x",
                "a\\x",
                "..\\x",
                ".gxp",
                ".GXP/x",
                "a/.Gxp/x",
                "a\u0000b",
                "a\nb",
                "a\u007fb",
                "a\u0085b",
                "a\u200bb",
                "a\u202eb",
                "\ufeffa",
                "a\ud83db",
                "a\u2028b",
                "a\u2029b",
                "a\n/../../../x",
                "a\u0085/../../../x",
                "a\u2028/../../../x",
                "a\u2029/../../../x",
                "a\u2028/.gxp/x"
            })
    void shouldRefuseWhatDoesNotStay(String path) {
        assertThat(InnerPath.of(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "a/b/c.d",
                "..x",
                "x..",
                "...",
                "a/.x",
                ".gxp2/x",
                "gxp",
                "a b/~",
                "--x",
                "\u00fc/\ud83d\ude80"
            })
    void shouldTakeWhatStays(String path) {
        Path root = Path.of("/root/inner");

        assertThat(InnerPath.of(path).orElseThrow().in(root)).hasToString("/root/inner/" + path);
    }

    /** The second lock, behind the first. */
    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "/x", "a/..", "."})
    void shouldNotLeaveTheFolderEvenUnchecked(String path) {
        var unchecked = new InnerPath(path);

        assertThatThrownBy(() -> unchecked.in(Path.of("/root/inner"))).isInstanceOf(InvalidPathException.class);
    }

    @Test
    void shouldStayInARelativeFolderToo() {
        assertThat(new InnerPath("x").in(Path.of("./a"))).isEqualTo(Path.of("./a/x"));
    }
}
