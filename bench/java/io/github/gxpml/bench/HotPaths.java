// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import io.github.gxpml.data.Engine;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.PredictionColumns;
import io.github.gxpml.data.SelfScored;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.EvaluationDocument;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.FacetSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What is computed in Java once the engine has given its states: adding parts, intervals, canonical JSON, digests. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class HotPaths {
    private static final int ROWS = 20_000;

    private EvaluationDocument document;
    private Outcomes outcomes;
    private byte[] json;

    /** Scans a small table once: the cost of what follows does not depend on the number of rows. */
    @Setup
    public void scan() throws Exception {
        Path folder = Files.createTempDirectory("gxp-bench");
        StringBuilder csv = new StringBuilder("y,p,s,sex\n");
        for (int i = 0; i < ROWS; i++) {
            double score = (i * 7919L % ROWS + 0.5) / ROWS;
            int label = i * 104729L % ROWS < score * ROWS ? 1 : 0;
            csv.append(label + "," + (score >= 0.5 ? 1 : 0) + "," + score + "," + (i % 3 == 0 ? "F" : "M") + "\n");
        }
        Path file = Files.writeString(folder.resolve("table.csv"), csv);
        FacetSpec sex = new FacetSpec("sex", List.of("F"), Optional.empty());
        DataSpec data = new DataSpec(
                "", new DataSpec.LabelSpec("y", "1"), List.of(), List.of(sex), Map.of(), Map.of(), Optional.empty());
        var columns = new PredictionColumns(Optional.of("p"), Optional.of("s"), Optional.empty());
        try (Engine engine = Engine.embedded(folder.resolve("spill"))) {
            SelfScored scored = engine.scored(engine.table("t", file.toString()), columns, data);
            List<Request> all =
                    List.of(Request.of("roc_auc"), Request.of("ece"), Request.of("f1"), Request.ofFacet("DI", "sex=F"));
            document = new Evaluation(engine, data, Options.at(0.95))
                    .of(scored.table(), all)
                    .document();
        }
        outcomes = document.states().whole().orElseThrow();
        json = Json.pretty(document);
    }

    /** One metric and its interval from states. */
    @State(Scope.Benchmark)
    public static class OneMetric {
        /** DeLong; the bootstrap over score bins; a closed form; a ratio of groups. */
        @Param({"roc_auc", "ece", "f1", "DI"})
        public String metric;
    }

    /** Computes a metric from states. */
    @Benchmark
    public List<MetricValue> metricFromStates(OneMetric one) {
        Request request = one.metric.equals("DI") ? Request.ofFacet("DI", "sex=F") : Request.of(one.metric);
        return Evaluation.recompute(document, List.of(request));
    }

    /** Adds the counts of two parts. */
    @Benchmark
    public Outcomes addTwoParts() {
        return outcomes.plus(outcomes);
    }

    /** Writes the states as canonical JSON. */
    @Benchmark
    public byte[] canonicalJson() {
        return Json.pretty(document);
    }

    /** Digests that JSON. */
    @Benchmark
    public String digestOfJson() {
        return Sha256.of(json);
    }
}
