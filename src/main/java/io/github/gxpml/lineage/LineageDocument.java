// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code data/lineage.json}: what came from what, by digest.
 *
 * @param code the commit that the spec was run from; absent outside a git repository
 * @param spec digest of gxp.yaml
 * @param tables every table that was read
 * @param source where the data comes from, as declared; absent if not
 * @param scripts every script that the spec names
 * @param changePlan the predetermined change control plan; absent if the spec names none
 * @param trainings every training, the first is the one whose model is kept
 * @param features what the model may see, in this order
 * @param sources where the files of tables come from, as far as declared
 * @param steps what made the files, as declared
 * @param split which rows are in which table; absent until the tables are checked
 * @param hyperparameters given and default values, and those of the last release; absent until trained
 * @param graph all of it, and what came of it, as nodes and edges; absent until sealed
 */
public record LineageDocument(
        Optional<Code> code,
        String spec,
        List<TableRecord> tables,
        Optional<DataSpec.SourceSpec> source,
        List<FileRecord> scripts,
        Optional<FileRecord> changePlan,
        List<Training> trainings,
        List<String> features,
        List<SourceRecord> sources,
        List<StepRecord> steps,
        Optional<SplitRecord> split,
        Optional<HyperparameterRecord> hyperparameters,
        Optional<Graph> graph) {

    /** Copies the collections; those that an earlier version did not write are empty. */
    public LineageDocument {
        tables = List.copyOf(tables);
        scripts = List.copyOf(scripts);
        trainings = List.copyOf(trainings);
        features = features == null ? List.of() : List.copyOf(features);
        sources = sources == null ? List.of() : List.copyOf(sources);
        steps = steps == null ? List.of() : List.copyOf(steps);
        split = split == null ? Optional.empty() : split;
        hyperparameters = hyperparameters == null ? Optional.empty() : hyperparameters;
        graph = graph == null ? Optional.empty() : graph;
    }

    /**
     * A document of what is known before anything was looked at more closely.
     *
     * @param code as above
     * @param spec as above
     * @param tables as above
     * @param source as above
     * @param scripts as above
     * @param changePlan as above
     * @param trainings as above
     */
    public LineageDocument(
            Optional<Code> code,
            String spec,
            List<TableRecord> tables,
            Optional<DataSpec.SourceSpec> source,
            List<FileRecord> scripts,
            Optional<FileRecord> changePlan,
            List<Training> trainings) {
        this(
                code,
                spec,
                tables,
                source,
                scripts,
                changePlan,
                trainings,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Returns this document with what the data went through.
     *
     * @param names features in their order
     * @param origins where the files of tables come from
     * @param made what made the files
     * @return a copy
     */
    public LineageDocument with(List<String> names, List<SourceRecord> origins, List<StepRecord> made) {
        return new LineageDocument(
                code,
                spec,
                tables,
                source,
                scripts,
                changePlan,
                trainings,
                names,
                origins,
                made,
                split,
                hyperparameters,
                graph);
    }

    /**
     * Returns this document with the rows of its tables.
     *
     * @param rows which rows are in which table
     * @return a copy
     */
    public LineageDocument with(SplitRecord rows) {
        return new LineageDocument(
                code,
                spec,
                tables,
                source,
                scripts,
                changePlan,
                trainings,
                features,
                sources,
                steps,
                Optional.of(rows),
                hyperparameters,
                graph);
    }

    /**
     * Returns this document with given, default and earlier hyperparameters.
     *
     * @param values of the training that is kept
     * @return a copy
     */
    public LineageDocument with(HyperparameterRecord values) {
        return new LineageDocument(
                code,
                spec,
                tables,
                source,
                scripts,
                changePlan,
                trainings,
                features,
                sources,
                steps,
                split,
                Optional.of(values),
                graph);
    }

    /**
     * Returns this document with another graph.
     *
     * @param drawn the graph; absent for none
     * @return a copy
     */
    public LineageDocument with(Optional<Graph> drawn) {
        return new LineageDocument(
                code,
                spec,
                tables,
                source,
                scripts,
                changePlan,
                trainings,
                features,
                sources,
                steps,
                split,
                hyperparameters,
                drawn);
    }

    /**
     * Returns this document with the trainings of the run, and what they showed of the tables.
     *
     * @param records every training, the first is the one whose model is kept
     * @param positives rows with the positive label, by table name
     * @return a copy
     */
    public LineageDocument withTrainings(List<Training> records, Map<String, Long> positives) {
        List<TableRecord> counted = tables.stream()
                .map(table -> table.withPositives(Optional.ofNullable(positives.get(table.name()))))
                .toList();
        return new LineageDocument(
                code,
                spec,
                counted,
                source,
                scripts,
                changePlan,
                records,
                features,
                sources,
                steps,
                split,
                hyperparameters,
                graph);
    }

    /**
     * The state of the code.
     *
     * @param commit full commit id; absent in a repository without commits
     * @param branch short name, or the commit id if no branch is checked out
     * @param author name and address of the commit's author
     * @param committer name and address of its committer
     * @param signed whether the commit carries a signature
     * @param signature what kind it is, openpgp, ssh, x509 or unknown, none of which is checked; empty if unsigned
     * @param tags names of the tags on the commit, at most 20
     * @param clean whether the working tree is as committed
     * @param changes paths that are not as committed, at most 100
     * @param origin address of the remote {@code origin} without user and password; may be empty
     */
    public record Code(
            Optional<String> commit,
            String branch,
            String author,
            String committer,
            boolean signed,
            String signature,
            List<String> tags,
            boolean clean,
            List<String> changes,
            String origin) {
        /** Copies the lists; what an earlier version did not write is empty. */
        public Code {
            signature = signature == null ? "" : signature;
            tags = tags == null ? List.of() : List.copyOf(tags);
            changes = List.copyOf(changes);
        }
    }

    /**
     * A table.
     *
     * @param name from the spec
     * @param path from the spec
     * @param sha256 digest of the file
     * @param bytes size of the file
     * @param rows number of rows
     * @param columns names in the order of the file
     * @param positives rows with the positive label; absent if the table has no label
     */
    public record TableRecord(
            String name,
            String path,
            String sha256,
            long bytes,
            long rows,
            List<String> columns,
            Optional<Long> positives) {
        /** Copies the columns. */
        public TableRecord {
            columns = List.copyOf(columns);
        }

        TableRecord withPositives(Optional<Long> count) {
            return new TableRecord(name, path, sha256, bytes, rows, columns, count);
        }
    }

    /**
     * A file.
     *
     * @param path from the spec
     * @param sha256 digest
     * @param bytes size
     */
    public record FileRecord(String path, String sha256, long bytes) {
        /**
         * Records a file that a spec names.
         *
         * @param spec the spec
         * @param path as written in it
         * @return the file
         * @throws IOException if it is missing or cannot be read
         */
        public static FileRecord of(Spec spec, String path) throws IOException {
            Path file = spec.resolve(path);
            return new FileRecord(path, Sha256.of(file), Files.size(file));
        }
    }

    /**
     * One training.
     *
     * @param trainer embedded, process or sagemaker
     * @param algorithm name of the algorithm, or the command
     * @param seed the declared seed
     * @param hyperparameters everything that it depended on, defaults included
     * @param model digest and size of the artifact
     * @param predictions digest of each table's predictions, normalised, by table name
     * @param metrics numbers that the trainer reported
     * @param jobs outside of the machine that had a part in it; none if all was done there
     */
    public record Training(
            String trainer,
            String algorithm,
            long seed,
            Map<String, Object> hyperparameters,
            FileRecord model,
            Map<String, String> predictions,
            Map<String, Double> metrics,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<JobRecord> jobs) {
        /** Copies the jobs; an earlier version wrote none. */
        public Training {
            jobs = jobs == null ? List.of() : List.copyOf(jobs);
        }

        /**
         * A training on the machine itself.
         *
         * @param trainer as above
         * @param algorithm as above
         * @param seed as above
         * @param hyperparameters as above
         * @param model as above
         * @param predictions as above
         * @param metrics as above
         */
        public Training(
                String trainer,
                String algorithm,
                long seed,
                Map<String, Object> hyperparameters,
                FileRecord model,
                Map<String, String> predictions,
                Map<String, Double> metrics) {
            this(trainer, algorithm, seed, hyperparameters, model, predictions, metrics, List.of());
        }
    }
}
