// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.data.Table;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.interop.ConstraintsFile;
import io.github.gxpml.interop.FormatException;
import io.github.gxpml.interop.StatisticsBaseline;
import io.github.gxpml.interop.StatisticsFile;
import io.github.gxpml.interop.ViolationsFile;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.metric.EvaluationDocument;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.constraint.ConstraintCheck;
import io.github.gxpml.metric.constraint.ConstraintSet;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.FacetSpec;
import io.github.gxpml.spec.MonitorSpec;
import io.github.gxpml.spec.MonitorSpec.Existing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges a table by the documents of a baseline that another tool keeps, and puts what violates them into the evidence.
 */
final class ExistingBaseline {
    private static final String METRIC = "constraint_violations";

    private static final String VIOLATIONS = "constraint_violations.json";

    private final Run run;
    private final Existing files;

    private ExistingBaseline(Run run, Existing files) {
        this.run = run;
        this.files = files;
    }

    /** Measures those of the gates that count violations, and returns them; none if the spec names no constraints. */
    static List<Gate> judge(Run run, Table table, List<Gate> gates, Options options, Evaluations evaluations)
            throws StageException, IOException {
        Optional<Existing> existing = run.spec().monitor().flatMap(MonitorSpec::existing);
        List<Gate> counting =
                gates.stream().filter(gate -> gate.metric().equals(METRIC)).toList();
        if (existing.isEmpty() || counting.isEmpty()) {
            return List.of();
        }
        new ExistingBaseline(run, existing.get()).measure(table, counting, options, evaluations);
        return counting;
    }

    private void measure(Table table, List<Gate> gates, Options options, Evaluations evaluations)
            throws StageException, IOException {
        ConstraintSet set;
        Optional<Baseline> baseline;
        try {
            byte[] constraints = read("constraints", files.constraints());
            set = new ConstraintSet(
                    ConstraintsFile.read(files.constraints(), constraints),
                    apart(run.spec().data()));
            baseline = files.statistics().isEmpty()
                    ? Optional.empty()
                    : Optional.of(baseline(files.statistics().get()));
        } catch (FormatException e) {
            throw new StageException(e.getMessage(), e);
        }
        Options own = new Options(options.level(), options.minimumRows(), baseline).with(set);
        EvaluationDocument document = evaluations.measure(table, gates, own);
        run.bag()
                .put(
                        VIOLATIONS,
                        ViolationsFile.write(ConstraintCheck.of(set, baseline, document.states())
                                .violations()));
    }

    private Baseline baseline(String path) throws FormatException, StageException, IOException {
        byte[] statistics = read("statistics", path);
        return StatisticsBaseline.of(StatisticsFile.read(path, statistics), path, Sha256.of(statistics));
    }

    private byte[] read(String what, String path) throws StageException, IOException {
        Path file = run.spec().resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new StageException("monitor." + what + " is " + path + ", which is no file: correct the path");
        }
        byte[] document = Files.readAllBytes(file);
        run.audit(what + ".used", Map.of("path", path, "sha256", Sha256.of(document)));
        return document;
    }

    /** The spec's own columns, which a baseline of features does not know. */
    private static List<String> apart(DataSpec data) {
        List<String> columns = new ArrayList<>(List.of(data.key(), data.label().column()));
        data.facets().stream().map(FacetSpec::columns).forEach(columns::addAll);
        data.groupVariable().ifPresent(columns::add);
        return columns;
    }
}
