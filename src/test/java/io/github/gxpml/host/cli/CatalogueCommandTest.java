// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.metric.Metrics;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueCommandTest {
    @TempDir
    Path home;

    private String page(String name) {
        Cli.Outcome outcome = new Cli(home).run("catalogue", name);
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return outcome.out();
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics", "gates"})
    void shouldBeWhatIsDocumented(String name) throws Exception {
        assertThat(Files.readString(Path.of("docs", name + ".md")))
                .as("run ./gxp catalogue " + name + " > docs/" + name + ".md")
                .isEqualTo(page(name));
    }

    @Test
    void shouldHaveEveryMetricOnce() {
        String page = page("metrics");
        assertThat(Metrics.ids()).allSatisfy(id -> assertThat(page).containsOnlyOnce("### `" + id + "`: "));
    }

    @Test
    void shouldRefuseAPageThatIsNotThere() {
        assertThat(new Cli(home).run("catalogue", "recipes").exit()).isEqualTo(ExitCode.USAGE);
    }
}
