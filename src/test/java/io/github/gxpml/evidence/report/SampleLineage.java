// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.HyperparameterRecord;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.Code;
import io.github.gxpml.lineage.LineageDocument.FileRecord;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.lineage.LineageDocument.Training;
import io.github.gxpml.lineage.SourceRecord;
import io.github.gxpml.lineage.SplitRecord;
import io.github.gxpml.lineage.StepRecord;
import io.github.gxpml.spec.DataSpec.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lineage to test with. */
final class SampleLineage {
    private SampleLineage() {}

    static LineageDocument createLineage(boolean dirty) {
        List<String> columns = List.of("id", "age", "sex", "creatinine", "kappa", "lambda", "mgus", "dead5y");
        return new LineageDocument(
                Optional.of(new Code(
                        Optional.of("3f2a9c1b04de77a1c5b29e0f6b8d4e1a90c3d2f5"),
                        "main",
                        "Maria Keller <maria@example.org>",
                        "Maria Keller <maria@example.org>",
                        true,
                        "ssh",
                        List.of("v1.2"),
                        !dirty,
                        dirty ? List.of("train.py", "data/README.md") : List.of(),
                        "git.example.org/flc.git")),
                Sha256.of("gxp.yaml"),
                List.of(
                        createTable("train", 4512, 503L, columns),
                        createTable("validation", 1635, 212L, columns),
                        createTable("outOfTime", 1037, 131L, columns),
                        createTable("live", 690, 89L, columns)),
                Optional.of(new SourceSpec(
                        "flchain: serum free light chain",
                        "Dispenzieri et al., Mayo Clin Proc " + "2012;87:512; Kyle et al., NEJM 2006;354:1362",
                        "LGPL-2 (R package survival)",
                        "Epidemiology group",
                        "195 people censored before five years are left out, never coded alive.")),
                List.of(new FileRecord("scripts/train.py", Sha256.of("train.py"), 3120)),
                Optional.empty(),
                List.of(createTraining("model a"), createTraining("model b")));
    }

    /** Five tables, four steps, two sources, a release before. */
    static LineageDocument createTraced() {
        LineageDocument plain = createLineage(false);
        var tables = new ArrayList<>(plain.tables());
        tables.add(createTable("external", 412, 60L, List.of("id", "age")));
        var trained = plain.trainings().get(0).hyperparameters();
        return new LineageDocument(
                        plain.code(),
                        plain.spec(),
                        tables,
                        plain.source(),
                        plain.scripts(),
                        plain.changePlan(),
                        plain.trainings())
                .with(
                        List.of("age", "kappa", "lambda"),
                        List.of(
                                new SourceRecord(
                                        "train",
                                        "dvc",
                                        Map.of(),
                                        SourceRecord.State.MATCHES,
                                        Optional.of("md5:" + Sha256.of("x").substring(32)),
                                        ""),
                                new SourceRecord(
                                        "external",
                                        "s3",
                                        Map.of("bucket", "study", "key", "external.csv", "versionId", "3HL4"),
                                        SourceRecord.State.DECLARED,
                                        Optional.empty(),
                                        "")),
                        List.of(
                                createStep(
                                        "extract", "extract.R", List.of("registry.sas7bdat"), List.of("flchain.csv")),
                                createStep("label", "label.py", List.of("flchain.csv"), List.of("labelled.csv")),
                                createStep(
                                        "split",
                                        "split.py",
                                        List.of("labelled.csv"),
                                        List.of("data/train.csv", "data/validation.csv", "data/outOfTime.csv")),
                                createStep("live-feed", "feed.py", List.of("stream"), List.of("data/live.csv"))))
                .with(new SplitRecord(
                        "id",
                        tables.stream()
                                .map(table -> new SplitRecord.Keys(
                                        table.name(), table.rows(), Sha256.of("keys of " + table.name())))
                                .toList(),
                        List.of(
                                new SplitRecord.Pair("validation", "train", 0, 3),
                                new SplitRecord.Pair("outOfTime", "validation", 2, 2))))
                .with(new HyperparameterRecord(
                        trained,
                        List.of("epochs"),
                        Optional.of(new HyperparameterRecord.Before(
                                6, Sha256.of("model 6"), Map.of("epochs", 10, "learningRate", 0.1, "momentum", 0.9))),
                        ""));
    }

    private static StepRecord createStep(String name, String script, List<String> inputs, List<String> outputs) {
        return new StepRecord(
                name,
                List.of("run", script),
                Optional.of(new FileRecord("data/" + script, Sha256.of(script), 312)),
                inputs.stream()
                        .map(path -> new StepRecord.Found(path, Optional.empty()))
                        .toList(),
                outputs.stream()
                        .map(path -> new StepRecord.Found(path, Optional.of(Sha256.of(path))))
                        .toList());
    }

    private static TableRecord createTable(String name, long rows, Long positives, List<String> columns) {
        return new TableRecord(
                name,
                "data/" + name + ".csv",
                Sha256.of(name),
                rows * 41,
                rows,
                columns,
                Optional.ofNullable(positives));
    }

    private static Training createTraining(String model) {
        return new Training(
                "embedded",
                "logistic-regression",
                42,
                Map.of("epochs", 20, "learningRate", 0.1, "impute", "median", "threshold", 0.5),
                new FileRecord("model.onnx", Sha256.of(model), 1843),
                Map.of(
                        "train",
                        Sha256.of("p1"),
                        "validation",
                        Sha256.of("p2"),
                        "outOfTime",
                        Sha256.of("p3"),
                        "live",
                        Sha256.of("p4")),
                Map.of("loss", 0.2741));
    }
}
