// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureCommandTest {
    private static final String EVENT = """
            {"captureData":{"endpointInput":{"observedContentType":"application/json","mode":"INPUT","data":\
            "{\\"age\\":61,\\"creatinine\\":1.1,\\"kappa\\":1.2,\\"lambda\\":1.4,\\"mgus\\":0,\\"sex\\":\\"F\\",\
            \\"flcGroup\\":3}","encoding":"JSON"},"endpointOutput":{"observedContentType":"text/csv","mode":"OUTPUT",\
            "data":"0.25","encoding":"CSV"}},"eventMetadata":{"eventId":"e1","inferenceTime":"2026-01-01T10:33:12Z"},\
            "eventVersion":"0"}
            """;

    @TempDir
    Path folder;

    private Cli.Outcome run(String... more) {
        String[] words = {
            "capture",
            folder.resolve("in").toString(),
            "--to",
            "2026-01-02T00:00:00Z",
            "-o",
            folder.resolve("live.csv").toString()
        };
        String[] all = new String[words.length + more.length];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return new Cli(folder.resolve("home")).run(all);
    }

    @Test
    void shouldTakeNamesFromTheSpecOrFromOptions() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(folder.resolve("in/a.jsonl"), EVENT);
        Project project = Project.of(folder.resolve("project"));

        Cli.Outcome bySpec = run("--from", "2026-01-01T00:00:00Z", "--config", project.spec());
        assertThat(bySpec.exit()).as(bySpec.err()).isZero();
        assertThat(bySpec.out()).contains("1 rows of 1 events");
        assertThat(folder.resolve("live.csv")).content().startsWith("id,at,").contains(",score\n", "\ne1,", ",0.25\n");

        Cli.Outcome byOption =
                run("--from", "2026-01-01T00:00:00Z", "--features", "sex,age", "--key", "event", "--format", "json");
        assertThat(byOption.out()).contains("\"rows\" : 1");
        assertThat(folder.resolve("live.csv"))
                .hasContent("event,at,sex,age,score\ne1,2026-01-01T10:33:12Z,F,61,0.25\n");
    }

    @Test
    void shouldRefuseWrongCallsAndSayWhichLineIsBroken() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(folder.resolve("in/a.jsonl"), EVENT + "{\n");

        assertThat(run("--from", "2026-01-01T00:00:00Z").err()).contains("give --config or --features");
        assertThat(run("--from", "yesterday", "--features", "age").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run("--from", "2026-01-03T00:00:00Z", "--features", "age").err())
                .contains("--from must be before --to");
        Cli.Outcome broken = run("--from", "2026-01-01T00:00:00Z", "--features", "age");
        assertThat(broken.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(broken.err()).contains("a.jsonl, line 2: it is no JSON document");
        assertThat(folder.resolve("live.csv")).doesNotExist();
    }
}
