// SPDX-License-Identifier: MIT
package io.github.gxpml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of licences that the jar carries, against what the build puts into the jar. */
class LicencesTest {
    private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
    private static final Pattern GROUP = Pattern.compile("<groupId>(.*?)</groupId>");

    @Test
    void shouldNameEveryPartOfTheJar() throws IOException {
        String index = Files.readString(Path.of("src/main/licenses/index.txt"));
        String pom = Files.readString(Path.of("pom.xml"));
        String own = pom.substring(pom.indexOf("</dependencyManagement>"), pom.indexOf("<build>"));
        List<String> groups = DEPENDENCY
                .matcher(own)
                .results()
                .map(found -> found.group(1))
                .filter(text -> !text.contains("<scope>test") && !text.contains("<scope>provided"))
                .map(text ->
                        GROUP.matcher(text).results().findFirst().orElseThrow().group(1))
                .distinct()
                .toList();

        assertThat(groups).contains("org.duckdb", "io.github.openhtmltopdf").hasSizeGreaterThan(10);
        assertThat(groups).allSatisfy(group -> assertThat(index).contains(group));
    }

    @Test
    void shouldPutEveryTextThatItNamesIntoTheJar() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        try (var texts = Files.list(Path.of("src/main/licenses"))) {
            assertThat(texts)
                    .hasSizeGreaterThan(3)
                    .allSatisfy(text -> assertThat(pom)
                            .contains("<resource>META-INF/licenses/" + text.getFileName() + "</resource>")
                            .contains("<file>src/main/licenses/" + text.getFileName() + "</file>"));
        }
    }
}
