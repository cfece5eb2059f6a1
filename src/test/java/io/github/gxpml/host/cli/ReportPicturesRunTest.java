// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report of a run draws, against the counts in its evidence. */
class ReportPicturesRunTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void shouldDrawGroupsAndDriftOfARun() throws IOException {
        Project project = Project.of(folder);
        assertThat(new Cli(home).run("run", project.spec()).exit()).isZero();
        String report = project.read(1, "report.html");

        JsonNode facet = json(project, "metrics/validate-validation.json")
                .at("/states/facets")
                .path("sex=F");
        assertThat(report)
                .contains("Recall (sensitivity), sex=F " + recall(facet.path("disfavoured")) + " [")
                .contains("]; everyone else " + recall(facet.path("favoured")) + " [");
        JsonNode age = json(project, "metrics/monitor-live.json").at("/states/numbers/mgus");
        long[] at = {age.path("at").get(0).asLong(), age.path("at").get(1).asLong()};
        assertThat(report)
                .contains("mgus, share of rows in 4 bins, baseline and now: ")
                .contains(" and " + percent(at[0], at[0] + at[1]) + ", ");
        for (String column : List.of("prediction", "age", "creatinine", "kappa", "lambda", "dead5y")) {
            assertThat(report).contains(column + ", share of rows in ");
        }
    }

    private static JsonNode json(Project project, String name) throws IOException {
        return Json.read(project.read(1, name).getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private static String recall(JsonNode side) {
        double found = side.path("truePositives").asLong();
        double recall = found / (found + side.path("falseNegatives").asLong());
        return recall == 1 ? "1" : String.format(Locale.ROOT, "%.3f", recall);
    }

    private static String percent(long part, long whole) {
        String text = String.format(Locale.ROOT, "%.1f", 100.0 * part / whole);
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " %";
    }
}
