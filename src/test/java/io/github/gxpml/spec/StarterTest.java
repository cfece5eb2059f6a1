// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StarterTest {
    private static final String PEOPLE = """
            patient,age,sex,race,kappa,site,flag,dead5y
            p1,81,F,white,1.5,A,0,1
            p2,50,M,white,,A,1,0
            p3,64,F,black,0.9,B,0,0
            p4,66,M,asian,1.1,B,1,0
            p5,70,M,white,1.2,A,1,0
            p6,71,M,white,1.3,A,1,1
            p7,72,M,white,1.4,A,1,0
            p8,73,M,white,1.6,A,1,0
            p9,74,M,white,1.7,A,1,0
            pA,75,M,white,1.8,A,1,0
            pB,76,M,white,1.9,A,1,0
            """;

    @Test
    void shouldProposeWhatTheColumnsMean(@TempDir Path folder) throws Exception {
        Proposal proposal = Starter.propose(Files.writeString(folder.resolve("people.csv"), PEOPLE), folder);
        DataSpec data = load(proposal, folder).data();

        assertThat(data.key()).isEqualTo("patient");
        assertThat(data.label()).isEqualTo(new DataSpec.LabelSpec("dead5y", "1"));
        assertThat(data.facets()).extracting(FacetSpec::name).containsExactly("age>65", "sex=F", "race=black,asian");
        assertThat(data.features()).containsExactly("age", "kappa", "flag");
        assertThat(data.tables().keySet()).containsExactly("train");
        assertThat(proposal.specText())
                .contains("    - kappa    # missing 1 times\n")
                .contains("# not proposed: \"site\": text\n")
                .contains("qualityGates: []");
        assertThat(proposal.notes())
                .containsExactly(
                        "There is no validation table yet: name a file with rows that are not in the training table.");
    }

    @Test
    void shouldUseTheTablesThatAreThere(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/flc-train.csv"), PEOPLE);
        Files.writeString(folder.resolve("data/flc-validation.csv"), PEOPLE);
        Files.writeString(folder.resolve("data/live.csv"), PEOPLE);
        Files.writeString(folder.resolve("data/test.csv"), "other,columns\n1,2\n");

        Proposal proposal = Starter.propose(folder.resolve("data/flc-train.csv"), folder);
        Spec spec = load(proposal, folder);

        assertThat(spec.data().tables())
                .extractingByKeys("train", "validation", "live")
                .extracting(DataSpec.TableSpec::path)
                .containsExactly("data/flc-train.csv", "data/flc-validation.csv", "data/live.csv");
        assertThat(spec.validate().qualityGates()).extracting(GateSpec::metric).containsExactly("roc_auc", "ece", "DI");
        assertThat(spec.monitor()).isPresent();
        assertThat(proposal.notes()).isEmpty();
        assertThat(proposal.jenkinsfileText().lines().map(String::strip))
                .contains(
                        "steps { sh 'gxp train gxp.yaml' }",
                        "steps { sh 'gxp validate gxp.yaml' }",
                        "steps { sh 'gxp register gxp.yaml' }",
                        "steps { sh 'gxp monitor gxp.yaml' }");
    }

    @Test
    void shouldWriteAStarterForAnyColumnNames(@TempDir Path folder) throws Exception {
        List<String> names = List.of(
                "a: b",
                "#x",
                "\"q\"",
                "x'y",
                "- z",
                "on",
                "null",
                "1",
                "[a]",
                "{",
                "%",
                "@",
                "`",
                "\\",
                "Größe",
                "\uD83D\uDE00",
                "'; DROP TABLE t; --",
                "a,b",
                "two\nlines",
                "tab\tname",
                " space ",
                "features",
                "row_id",
                "0x1F",
                "~",
                "!!t",
                "&a",
                "*a",
                "|",
                ">",
                "?",
                "=",
                "<<",
                ".nan",
                "true",
                "feature_column",
                "outcome_column");
        String header = names.stream()
                .map(name -> '"' + name.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(","));
        String rows = IntStream.range(0, 3)
                .mapToObj(row -> IntStream.range(0, names.size())
                        .mapToObj(column -> Double.toString(row / 2 + column))
                        .map(value -> names.size() > 100 ? "" : value)
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
        Path csv = Files.writeString(
                folder.resolve("strange.csv"), header + "\n" + rows + "\n7" + ",7".repeat(names.size() - 1));

        Spec spec = load(Starter.propose(csv, folder), folder);

        assertThat(spec.data().features())
                .containsExactlyElementsOf(
                        names.stream().filter(name -> !name.equals("features")).toList());
        assertThat(spec.data().key()).isEqualTo("row_id_");
        assertThat(spec.data().label().column()).isEqualTo("outcome_column_");
    }

    @Test
    void shouldSayWhatCannotBeGuessed(@TempDir Path folder) throws Exception {
        Path csv =
                Files.writeString(folder.resolve("x.csv"), ",\u202Ehidden,text\n1,2,abc\n1,2,def\n1,2,abc\n1,2,ghi\n");

        Proposal proposal = Starter.propose(csv, folder);

        assertThat(load(proposal, folder).data().features()).containsExactly("feature_column");
        assertThat(proposal.notes())
                .containsExactly(
                        "2 columns have no name, or a name with hidden characters, and cannot be used until renamed.",
                        "No column names the rows: add one with a different value in every row; it is `data.key`.",
                        "No column has exactly two values: write the column to be predicted as `data.label`.",
                        "No column is left for the model to see: write at least one under `data.features`.",
                        "There is no validation table yet: name a file with rows that are not in the training table.");
    }

    @Test
    void shouldReadSemicolonsTabsQuotesAndByteOrderMarks(@TempDir Path folder) throws Exception {
        Path semicolon = Files.writeString(
                folder.resolve("a.csv"),
                "\uFEFF\"id\";\"x, y\";\"status\"\r\n1;\"1\";yes\r\n2;\"2\";no\r\n\r\n3;3;\"n\"\"o\nt\"\r\n4;3;no");
        Path tab = Files.writeString(folder.resolve("a.tsv"), "id\tx\ty\n1\t1\t0\n2\t1\t1\n3\t2\t1\n");

        assertThat(CsvSample.read(semicolon))
                .isEqualTo(new CsvSample(
                        List.of("id", "x, y", "status"),
                        List.of(
                                List.of("1", "1", "yes"),
                                List.of("2", "2", "no"),
                                List.of("3", "3", "n\"o\nt"),
                                List.of("4", "3", "no")),
                        true));
        assertThat(load(Starter.propose(tab, folder), folder)
                        .data()
                        .tables()
                        .get("train")
                        .format())
                .isEqualTo(DataSpec.Format.CSV);
    }

    @Test
    void shouldMakeASafeModelName() {
        assertThat(StarterSpec.modelName("../x/flc data (1).csv")).isEqualTo("model-flc-data-1");
        assertThat(StarterSpec.modelName("CON.csv")).isEqualTo("model-CON");
        assertThat(StarterSpec.modelName("Größe...csv")).isEqualTo("model-Gr-e");
        assertThat(StarterSpec.modelName("äöü.csv")).isEqualTo("model");
        assertThat(StarterSpec.modelName("x".repeat(200) + ".csv")).hasSize(64);
    }

    @Test
    void shouldRefuseWhatIsNoTable(@TempDir Path folder) throws Exception {
        assertProblem(folder, "", "1: the file is empty - name a CSV file with a header line");
        assertProblem(folder, "a,b\n", "1: the file has a header and no rows - name a file with data");
        assertProblem(
                folder, "a,b,a\n1,2,3\n", "1: two columns have the name \"a\" - rename one of them in the header");
        assertProblem(
                folder,
                "a,b\n1,2\n1,2,3\n",
                "3: there are 3 values here and 2 columns in the header - put quotes around values that contain the"
                        + " separator, and write one header line");
        assertProblem(folder, "a,b\n1,\"2\n3,4\n", "2: quotes open in this record and are never closed - close them");
        assertProblem(folder, "PAR1\u0000\u0001,b\n1,2\n", "1: the file is not a text file - name a CSV file");
        Files.write(folder.resolve("l.csv"), "größe\n1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Starter.propose(folder.resolve("l.csv")))
                .isInstanceOf(SpecException.class)
                .hasMessageEndingWith("the file is not UTF-8 - save it as CSV in UTF-8");
        assertThatThrownBy(() -> Starter.propose(folder.resolve("none.csv")))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + folder.resolve("none.csv") + ": there is no such file - name a CSV file");
    }

    @Test
    @Timeout(30)
    void shouldReadOnlyTheFirstRowsOfALargeFile(@TempDir Path folder) throws Exception {
        Path lines = folder.resolve("large.csv");
        Files.writeString(lines, "id,y,x\n" + "1,0,2\n2,1,3\n".repeat(400_000));
        Path endless = Files.writeString(folder.resolve("endless.csv"), "a,b\n" + "1".repeat(3_000_000));

        assertThat(Starter.propose(lines, folder).specText()).contains("the first 10,000 rows of \"large.csv\"");
        assertThatThrownBy(() -> Starter.propose(endless, folder))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("a record of more than a million characters begins here");
    }

    @Test
    void shouldNeverOverwrite(@TempDir Path folder) throws Exception {
        Proposal proposal = Starter.propose(Files.writeString(folder.resolve("people.csv"), PEOPLE), folder);
        Path spec = folder.resolve("gxp.yaml");
        Path jenkinsfile = Files.writeString(folder.resolve("Jenkinsfile"), "mine");

        assertThat(Starter.write(proposal, folder)).containsExactly(spec);
        assertThat(jenkinsfile).hasContent("mine");
        Files.writeString(spec, "mine too");
        assertThatThrownBy(() -> Starter.write(proposal, folder))
                .isInstanceOf(IOException.class)
                .hasMessage(spec + " exists already and is not overwritten - move it away, or edit it");
        assertThat(spec).hasContent("mine too");
        Path fresh = Files.createDirectory(folder.resolve("fresh"));
        assertThat(Starter.write(proposal, fresh)).hasSize(2).allMatch(Files::exists);
    }

    private static void assertProblem(Path folder, String csv, String expected) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.csv"), csv);
        assertThatThrownBy(() -> Starter.propose(file, folder))
                .isInstanceOf(SpecException.class)
                .hasMessage(file + ":" + expected.replaceFirst(":", ":1:"));
    }

    private static Spec load(Proposal proposal, Path folder) throws IOException, SpecException {
        Path file = Files.writeString(folder.resolve("proposed.yaml"), proposal.specText());
        return SpecLoader.load(file);
    }
}
