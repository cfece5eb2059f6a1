// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.spec.DataSpec.ColumnSpec;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.DataSpec.TableSpec;
import io.github.gxpml.spec.GateSpec.Criticality;
import io.github.gxpml.spec.GateSpec.On;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SpecLoaderTest {
    @Test
    void shouldBindSourcesStepsAndRequirements() throws Exception {
        Spec spec = SpecLoader.load(createSpec("lineage"), Set.of("roc_auc"));

        Map<String, TableSpec> tables = spec.data().tables();
        assertThat(tables.get("train").source()).contains(new TableSource(TableSource.Kind.DVC, Map.of()));
        assertThat(tables.get("validation").source()).contains(new TableSource(TableSource.Kind.GIT_LFS, Map.of()));
        assertThat(tables.get("test").source().orElseThrow().details())
                .containsExactly(entry("bucket", "b"), entry("key", "k/test.csv"), entry("versionId", "3HL4"));
        assertThat(tables.get("early").source().orElseThrow().details()).containsEntry("version", "3");
        assertThat(tables.get("late").source().orElseThrow().details())
                .containsEntry("to", "49590338271490256608559692538361571095921575989136588898");
        assertThat(spec.data().steps())
                .containsExactly(
                        new StepSpec(
                                "split",
                                List.of("python3", "split.py", "2"),
                                Optional.of("split.py"),
                                List.of("raw.csv"),
                                List.of("data/train.csv", "data/validation.csv")),
                        new StepSpec("elsewhere", List.of(), Optional.empty(), List.of(), List.of("test.csv")));
        assertThat(spec.requirements().get(0))
                .isEqualTo(new RequirementSpec(
                        "URS-1",
                        "Tells the sick from the well.",
                        Optional.of(new RequirementSpec.Risk(
                                "R-1", RequirementSpec.Severity.HIGH, "A sick person is sent home.")),
                        List.of()));
        assertThat(spec.requirements().get(1).mandatory()).hasSize(10);
        assertThat(spec.validate().qualityGates().get(0).requirement()).contains("URS-1");
    }

    @Test
    void shouldReadTheSketchOfTheDesign() throws Exception {
        Path file = createSpec("sketch");

        Spec spec = SpecLoader.load(file, Set.of("roc_auc", "ece", "DI", "RD", "psi", "ks_p"));

        assertThat(spec.file()).isEqualTo(file.toRealPath());
        assertThat(spec.sha256()).isEqualTo(Sha256.of(file));
        assertThat(spec.model().riskClass()).isEqualTo(RiskClass.RESEARCH);
        assertThat(spec.data().label()).isEqualTo(new DataSpec.LabelSpec("dead5y", "1"));
        assertThat(spec.data().features()).containsExactly("age", "creatinine", "kappa", "lambda", "mgus");
        assertThat(spec.data().groupVariable()).isEmpty();
        assertThat(spec.data().facets()).extracting(FacetSpec::name).containsExactly("sex=F", "age>75");
        assertThat(spec.data().tables().keySet()).containsExactly("train", "validation", "outOfTime", "live");
        assertThat(spec.validate().qualityGates())
                .contains(
                        createRocAucGate(0.78, On.LOWER_BOUND, 26),
                        new GateSpec(
                                "RD",
                                Optional.of("validation"),
                                Optional.of("each"),
                                List.of(),
                                Optional.of(-0.1),
                                Optional.of(0.1),
                                Optional.empty(),
                                Criticality.UNSTABLE,
                                Optional.empty(),
                                Optional.empty(),
                                "",
                                "",
                                Optional.empty(),
                                30));
        assertThat(spec.monitor().orElseThrow().qualityGates())
                .extracting(GateSpec::columns)
                .containsExactly(List.of("features"), List.of("prediction"));
    }

    @Test
    void shouldFillInTheDefaults() throws Exception {
        Spec spec = SpecLoader.load(createSpec("minimal"));

        assertThat(spec.model().algorithm()).isEqualTo(ModelSpec.Algorithm.LOCKED);
        assertThat(spec.data().tables()).isEqualTo(Map.of("train", createTable("train.parquet", Format.PARQUET)));
        assertThat(spec.train())
                .isEqualTo(new TrainSpec(
                        TrainSpec.With.EMBEDDED,
                        "logistic-regression",
                        "train",
                        0,
                        Map.of(),
                        0.5,
                        TrainSpec.Impute.MEDIAN,
                        List.of(),
                        List.of(),
                        Duration.ofHours(1),
                        List.of()));
        assertThat(spec.reproducibility()).isEqualTo(new ReproducibilitySpec(Optional.empty(), Optional.empty()));
        assertThat(spec.validate()).isEqualTo(new ValidateSpec(List.of(), 0.95));
        assertThat(spec.register()).isEqualTo(new RegisterSpec("local", List.of()));
        assertThat(spec.evidence()).isEqualTo(new EvidenceSpec("gxp-evidence", Optional.empty(), "", ""));
        assertThat(spec.monitor()).isEmpty();
        assertThat(spec.changeControl()).isEmpty();
    }

    @Test
    void shouldKeepDataAsWritten() throws Exception {
        DataSpec data = SpecLoader.load(createSpec("everything")).data();

        assertThat(data.label()).isEqualTo(new DataSpec.LabelSpec("on", "012"));
        assertThat(data.features()).containsExactly("age: years", "x", "Größe");
        assertThat(data.groupVariable()).contains("clinic: east");
        assertThat(data.facets())
                .extracting(FacetSpec::name)
                .containsExactly("sex=F", "region=N,S,1,no,true", "age: years>74.5", "sex=null");
        assertThat(data.columns().keySet()).containsExactly("age: years", "sex", "1", "true");
        assertThat(data.columns().get("age: years"))
                .isEqualTo(
                        new ColumnSpec(ColumnSpec.Type.INTEGER, Optional.of(0.0), Optional.of(120.0), List.of(), true));
        assertThat(data.tables().get("validation")).isEqualTo(createTable("/srv/data/validation.NDJSON", Format.JSONL));
        assertThat(data.tables().get("training").sha256()).isPresent();
        assertThat(data.source().orElseThrow().excluded()).isEqualTo("195 people");
    }

    @Test
    void shouldReadEverythingElseToo() throws Exception {
        Spec spec = SpecLoader.load(createSpec("everything"));

        assertThat(spec.model().intendedUse()).isEqualTo("First sentence.\nSecond sentence: with a colon.\n");
        assertThat(spec.train().seed()).isEqualTo(42);
        assertThat(spec.train().hyperparameters())
                .isEqualTo(Map.of(
                        "depth",
                        3L,
                        "rate",
                        0.1,
                        "bits",
                        31L,
                        "name",
                        "3",
                        "nested",
                        Map.of("deep", List.of(1L, "two", Map.of("three", false)))));
        assertThat(spec.train().command()).containsExactly("python3", "train.py", "--depth", "3");
        assertThat(spec.train().timeLimit()).isEqualTo(Duration.ofMinutes(90));
        assertThat(spec.reproducibility().retrain())
                .contains(new ReproducibilitySpec.Retrain(2, ReproducibilityClass.IDENTICAL_PREDICTIONS));
        assertThat(spec.reproducibility().unitTests().orElseThrow().tag()).isEqualTo("reproducibility");
        assertThat(spec.validate().qualityGates())
                .extracting(gate -> gate.facet().orElse("-"))
                .containsExactly("-", "sex=F", "region=N,S,1,no,true", "age: years>74.5");
        assertThat(spec.register().approvals())
                .containsExactly(
                        new RegisterSpec.ApprovalSpec("quality", 2, List.of("a.pem", "b.pem")),
                        new RegisterSpec.ApprovalSpec("business", 1, List.of()));
        assertThat(spec.monitor().orElseThrow().minimumRows()).isEqualTo(500);
        assertThat(spec.monitor().orElseThrow().endpoint())
                .contains(new MonitorSpec.Endpoint("flc-live", "blue", 48, Optional.of(100)));
        assertThat(spec.monitor().orElseThrow().existing())
                .contains(
                        new MonitorSpec.Existing("baseline/constraints.json", Optional.of("baseline/statistics.json")));
        assertThat(spec.changeControl()).contains(new ChangeControlSpec("docs/plan.md"));
    }

    @Test
    void shouldTakeZeroAsALimit() throws Exception {
        List<GateSpec> gates =
                SpecLoader.load(createSpec("everything")).validate().qualityGates();

        assertThat(gates.get(0).min()).contains(0.0);
        assertThat(gates.get(2).min()).contains(0.0);
        assertThat(gates.get(2).max()).contains(0.0);
    }

    @Test
    void shouldNameUnknownMetrics() throws Exception {
        List<Problem> problems = SpecLoader.check(createSpec("sketch"), Set.of("roc_auc", "ecce", "di", "RD", "psi"));

        assertThat(problems)
                .extracting(p -> p.line() + ":" + p.column() + ": " + p.message() + " - " + p.remedy())
                .containsExactly(
                        "28:16: there is no metric \"ece\" - did you mean `ecce`?",
                        "29:16: there is no metric \"DI\" - did you mean `di`?",
                        "35:71: there is no metric \"ks_p\" - `gxp metrics --help` lists them");
    }

    @Test
    void shouldReadPastAByteOrderMark(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("gxp.yaml");
        Files.writeString(
                file, "\uFEFF" + Files.readString(createSpec("minimal")).replace("\n", "\r\n"));

        assertThat(SpecLoader.load(file).model().name()).isEqualTo("m");
    }

    @Test
    void shouldStartRelativePathsFromTheFolderOfTheFile(@TempDir Path folder) throws Exception {
        Path real = Files.createDirectories(folder.resolve("a/b"));
        Files.copy(createSpec("minimal"), real.resolve("gxp.yaml"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        Spec spec = SpecLoader.load(link.resolve("gxp.yaml"));

        assertThat(spec.resolve("../x")).isEqualTo(real.getParent().toRealPath().resolve("x"));
    }

    @Test
    void shouldSayWhyAFileIsNotThere(@TempDir Path folder) {
        Path missing = folder.resolve("gxp.yaml");

        assertThatThrownBy(() -> SpecLoader.load(missing))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + missing
                        + ": there is no such file - name another one, or write a starter with `gxp init`");
        assertThatThrownBy(() -> SpecLoader.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + folder + ": it is a folder - name the spec in it, such as " + missing);
    }

    @Test
    void shouldSayThatAFileIsLocked(@TempDir Path folder) throws Exception {
        Path locked = Files.createFile(folder.resolve("locked.yaml"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(locked), "the super-user reads everything");
        assertThatThrownBy(() -> SpecLoader.load(locked))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + locked + ": permission denied - let the user who runs gxp read the file");
    }

    @Test
    @Timeout(10)
    void shouldRefuseAHostileSizeAtOnce(@TempDir Path folder) throws Exception {
        Path nested = Files.writeString(folder.resolve("a.yaml"), "gxp: 1\nmodel: " + "[".repeat(900_000));
        Path mapped = Files.writeString(folder.resolve("b.yaml"), "{a: ".repeat(200_000));
        Path items = Files.writeString(folder.resolve("c.yaml"), "- ".repeat(450_000));
        Path large = Files.writeString(folder.resolve("d.yaml"), "[".repeat(10_000_000));
        Path wide = Files.writeString(folder.resolve("e.yaml"), "gxp: [" + "1,".repeat(500_000) + "1]");

        assertProblem(nested, "2:57: lists and mappings are nested more than 50 deep here");
        assertProblem(mapped, "1:201: lists and mappings are nested more than 50 deep here");
        assertProblem(items, "1:101: lists and mappings are nested more than 50 deep here");
        assertProblem(large, "1:1: the file is larger than 1 MiB, which no spec is");
        assertProblem(wide, "1:100001: the file has more than 50,000 values, which no spec has");
    }

    @Test
    @Timeout(20)
    void shouldStayQuickWhenEverythingIsWrong(@TempDir Path folder) throws Exception {
        var text = new StringBuilder("gxp: 1\ndata:\n  features: [");
        for (int i = 0; i < 1900; i++) {
            text.append("column_with_a_long_name_").append(i).append(", ");
        }
        text.append("x]\nmonitor:\n  qualityGates:\n");
        for (int i = 0; i < 7000; i++) {
            text.append("    - {metric: a, columns: [column_with_a_lung_nime_x")
                    .append(i)
                    .append("]}\n");
        }
        Path file = Files.writeString(folder.resolve("gxp.yaml"), text);

        List<Problem> problems = SpecLoader.check(file, Set.of("b"));

        assertThat(problems).hasSize(301);
        assertThat(problems.get(300).message()).endsWith("further problems");
    }

    private static void assertProblem(Path file, String expected) throws IOException {
        assertThat(SpecLoader.check(file, Set.of()))
                .extracting(p -> p.line() + ":" + p.column() + ": " + p.message())
                .containsExactly(expected);
    }

    private static Path createSpec(String name) throws Exception {
        return Path.of(
                SpecLoaderTest.class.getResource("good/" + name + ".yaml").toURI());
    }

    private static TableSpec createTable(String path, Format format) {
        return new TableSpec(path, format, Optional.empty());
    }

    private static GateSpec createRocAucGate(double min, On on, int line) {
        return new GateSpec(
                "roc_auc",
                Optional.of("validation"),
                Optional.empty(),
                List.of(),
                Optional.of(min),
                Optional.empty(),
                Optional.of(on),
                Criticality.FAILURE,
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                Optional.empty(),
                line);
    }
}
