// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import io.github.gxpml.spec.DataSpec;
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
 */
public record LineageDocument(
        Optional<Code> code,
        String spec,
        List<TableRecord> tables,
        Optional<DataSpec.SourceSpec> source,
        List<FileRecord> scripts,
        Optional<FileRecord> changePlan,
        List<Training> trainings) {

    /** Copies the collections. */
    public LineageDocument {
        tables = List.copyOf(tables);
        scripts = List.copyOf(scripts);
        trainings = List.copyOf(trainings);
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
        return new LineageDocument(code, spec, counted, source, scripts, changePlan, records);
    }

    /**
     * The state of the code.
     *
     * @param commit full commit id; absent in a repository without commits
     * @param branch short name, or the commit id if no branch is checked out
     * @param author name and address of the commit's author
     * @param committer name and address of its committer
     * @param signed whether the commit carries a signature; it has not been verified
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
            boolean clean,
            List<String> changes,
            String origin) {
        /** Copies the changes. */
        public Code {
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
    public record FileRecord(String path, String sha256, long bytes) {}

    /**
     * One training.
     *
     * @param trainer embedded or process
     * @param algorithm name of the algorithm, or the command
     * @param seed the declared seed
     * @param hyperparameters everything that it depended on, defaults included
     * @param model digest and size of the artifact
     * @param predictions digest of each table's predictions, normalised, by table name
     * @param metrics numbers that the trainer reported
     */
    public record Training(
            String trainer,
            String algorithm,
            long seed,
            Map<String, Object> hyperparameters,
            FileRecord model,
            Map<String, String> predictions,
            Map<String, Double> metrics) {}
}
