// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code gxp metrics} with members of an ensemble and declared confidence. */
class SurenessCommandTest extends StatisticsCase {
    private static final List<String> OF_MEMBERS = List.of(
            "ensemble_spread",
            "predictive_entropy",
            "mutual_information",
            "ensemble_disagreement",
            "ensemble_log_loss",
            "ensemble_brier");

    private Path createTable() throws Exception {
        return write("t.csv", "id,y,s,a,\"b,2\",c\n7,1,0.9,0.2,0.8,1\n8,0,0.2,0.5,0.5,0.5\n9,1,0.4,0.9,0.7,0.25\n");
    }

    private JsonNode metrics(Path file, String... more) throws Exception {
        return json(call("metrics", file, label(more))).get("metrics");
    }

    private static String[] label(String... more) {
        return Stream.concat(Stream.of("--label", "y"), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void shouldMeasureMembersInColumns() throws Exception {
        JsonNode metrics = metrics(createTable(), "--score", "s", "--threshold", "0.5", "--members", "a,\"b,2\"");
        // (0.3 + 0 + 0.1) / 3
        assertThat(metrics.at("/ensemble_spread/value").asDouble()).isCloseTo(0.4 / 3, within(1e-12));
        assertThat(metrics.at("/ensemble_disagreement/value").asDouble()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(metrics.at("/confidence_gap/value").asDouble()).isCloseTo(2.3 / 3 - 2.0 / 3, within(1e-12));
        assertThat(metrics.at("/temperature/status").asText()).isEqualTo("ok");
    }

    @Test
    void shouldMeasureMembersInFilesLikeThoseInColumns() throws Exception {
        Path file = createTable();
        Path one = write("one.csv", "id,score\n9,0.9\n7,0.2\n8,0.5\n");
        Path two =
                write("two.jsonl", "{\"key\":7,\"score\":0.8}\n{\"key\":9,\"score\":0.7}\n{\"key\":8,\"score\":0.5}\n");
        JsonNode columns = metrics(file, "--score", "s", "--members", "a,\"b,2\"");
        JsonNode files = metrics(
                file, "--score", "s", "--member-file", one.toString(), "--member-file", two.toString(), "--key", "id");
        JsonNode mixed =
                metrics(file, "--score", "s", "--members", "a", "--member-file", two.toString(), "--key", "id");
        assertThat(files).isEqualTo(columns);
        assertThat(mixed).isEqualTo(columns);
    }

    @Test
    void shouldMeasureMembersAlone() throws Exception {
        JsonNode metrics = metrics(createTable(), "--members", "a,c");
        for (String id : OF_MEMBERS) {
            assertThat(metrics.get(id).get("status").asText()).as(id).isEqualTo("ok");
        }
        undefined(metrics, "temperature", "no column of scores is named (--score)");
        undefined(metrics, "confidence_gap", "no column of predicted classes is named (--prediction");
    }

    @Test
    void shouldLeaveOutWhatMembersAreNeededForWhereThereAreNone() throws Exception {
        assertThat(names(metrics(createTable(), "--score", "s")))
                .contains("temperature", "confidence_coverage")
                .doesNotContainAnyElementsOf(OF_MEMBERS);
    }

    @Test
    void shouldTakeTheConfidenceThatIsDeclared() throws Exception {
        JsonNode metrics = metrics(createTable(), "--prediction", "y", "--confidence", "s");
        assertThat(metrics.at("/confidence_gap/value").asDouble()).isCloseTo(0.5 - 1, within(1e-12));
        assertThat(metrics.at("/confidence_coverage/n").asInt()).isEqualTo(1);
    }

    @Test
    void shouldSayWhichMemberCannotBeUsed() throws Exception {
        Path file = write("t.csv", "id,y,s,a,b\n7,1,0.9,0.2,\n8,0,0.2,0.5,1.5\n");
        JsonNode metrics = metrics(file, "--score", "s", "--members", "a,b", "--confidence", "b");
        for (String id : OF_MEMBERS) {
            undefined(metrics, id, "2 of 2 rows have no valid `b`: it must be a number from 0 to 1");
        }
        assertThat(metrics.at("/brier/status").asText()).isEqualTo("ok");
        Path classes = write("c.csv", "y,p,c\n1,1,0.5\n0,0,95\n");
        undefined(
                metrics(classes, "--prediction", "p", "--confidence", "c"),
                "confidence_gap",
                "1 of 2 rows have no valid `c`");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--members a                        | an ensemble has from 2 to 256 members",
                "--members a,a                      | names a column twice",
                "--members a,                       | is neither a facet nor a list of names",
                "--members a,z                      | has no column `z`",
                "--key id                           | there is none",
                "--member-file one.csv --members a  | --member-file needs --key",
                "--member-file one.csv --members a --key id   | 2 keys occur in both, of 3 rows in the table and 2 in",
                "--member-file two.csv --members a --key id   | keys repeat",
                "--member-file three.csv --members a --key id | has no column `score`",
                "--member-file four.csv --members a --key id  | there is no file, folder or pattern with files",
                "--member-file one.csv --members a --key a    | has no column `key`",
                "--confidence z                     | has no column `z`"
            })
    void shouldRefuseMembersThatDoNotFit(String options, String reason) throws Exception {
        Path file = createTable();
        write("one.csv", "id,score\n7,0.9\n8,0.2\n");
        write("two.csv", "id,score\n7,0.9\n8,0.2\n8,0.3\n");
        write("three.csv", "id,scores\n7,0.9\n8,0.2\n9,0.3\n");
        List<String> call = new ArrayList<>(List.of("--label", "y", "--score", "s"));
        for (String word : options.strip().split(" ")) {
            call.add(word.endsWith(".csv") ? folder.resolve(word).toString() : word);
        }
        Cli.Outcome outcome = call("metrics", file, call.toArray(String[]::new));
        assertThat(outcome.exit()).isIn(ExitCode.USAGE, ExitCode.ERROR);
        assertThat(outcome.err()).contains(reason.strip());
    }
}
