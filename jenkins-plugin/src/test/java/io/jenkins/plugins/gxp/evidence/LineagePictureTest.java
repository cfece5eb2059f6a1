// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineagePictureTest {
    private static final String GOOD =
            "<svg class=\"lineage\" viewBox=\"0 0 9 9\" role=\"img\"><title>a &lt;b&gt;</title>"
                    + "<g class=\"box\"><rect x=\"1\" y=\"1\" width=\"2\" height=\"2\"/><text>t &amp; u</text></g></svg>";

    @TempDir
    private Path folder;

    @Test
    void shouldMakeAFileOfItsOwn() throws Exception {
        assertThat(take("<html><svg class=\"mark\"></svg>" + GOOD + "</html>")).isTrue();

        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(target().toFile());
        assertThat(document.getDocumentElement().getAttribute("xmlns")).isEqualTo("http://www.w3.org/2000/svg");
        assertThat(Files.readString(target())).contains("<style>", "a &lt;b&gt;", "t &amp; u");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<g onload=\"alert(1)\"/>",
                "<a href=\"https://example.org\"><text>x</text></a>",
                "<image href=\"https://example.org/x.png\"/>",
                "<foreignObject/>",
                "<style>@import 'x'</style>",
                "<rect fill=\"url(https://example.org/x)\"/>",
                "<?xml-stylesheet href=\"x\"?>",
                "&undeclared;",
                "<g>"
            })
    void shouldTakeNothingButShapesAndTexts(String bad) throws Exception {
        assertThat(take(GOOD.replace("<rect", bad + "<rect"))).isFalse();
    }

    @Test
    void shouldDoWithoutAPicture() throws Exception {
        assertThat(take("<html>no picture</html>")).isFalse();
        assertThat(take("<svg class=\"lineage\"><title>" + "x".repeat(1 << 20) + "</title></svg>"))
                .isFalse();
        assertThat(take("<svg class=\"lineage\"><title>never ends")).isFalse();
    }

    private Path target() {
        return folder.resolve("out/m-1.lineage.svg");
    }

    private boolean take(String report) throws IOException {
        File bundle = folder.resolve("m-1.zip").toFile();
        try (var zip = new ZipOutputStream(Files.newOutputStream(bundle.toPath()))) {
            zip.putNextEntry(new ZipEntry("m-1/data/report.html"));
            zip.write(report.getBytes(StandardCharsets.UTF_8));
        }
        return new LineagePicture(target().toString()).invoke(bundle, null);
    }
}
