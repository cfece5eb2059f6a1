// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.lineage.FilesByContent.Content;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.lineage.StepRecord;
import io.github.gxpml.lineage.StepRecord.Found;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file that a bundle names by its digest and does not hold: a table, a file of a step, an experiment, the model.
 *
 * @param what what it is, for people
 * @param path as recorded; may be anything
 * @param inPlace whether it was read under that path; false for a model, of which only a file name is on record
 * @param content digest and, where it is on record, size
 */
record NamedFile(String what, String path, boolean inPlace, Content content) {
    private static final String EXPERIMENT = "experiment.json";

    /**
     * What a bundle names.
     *
     * @param files each once
     * @param undigested paths of files that were not there during the run, so that no digest is on record
     */
    record All(List<NamedFile> files, List<String> undigested) {}

    /** Lists them in the order of the documents. */
    static All of(SealedBundle bundle) throws IOException {
        List<String> names = bundle.names();
        var files = new ArrayList<NamedFile>();
        var undigested = new ArrayList<String>();
        if (names.contains(BagLayout.LINEAGE)) {
            var lineage = bundle.document(BagLayout.LINEAGE, LineageDocument.class);
            lineage.tables().forEach(table -> files.add(table(table)));
            for (StepRecord step : lineage.steps()) {
                for (Found file : Stream.concat(step.inputs().stream(), step.outputs().stream())
                        .toList()) {
                    file.sha256()
                            .ifPresentOrElse(
                                    digest -> files.add(unsized("file of step " + step.name(), file.path(), digest)),
                                    () -> undigested.add(file.path()));
                }
            }
            lineage.trainings().stream()
                    .limit(1) // of further trainings nothing is kept
                    .map(LineageDocument.Training::model)
                    .forEach(model -> files.add(new NamedFile(
                            "model", model.path(), false, new Content(model.sha256(), Optional.of(model.bytes())))));
        }
        if (names.contains(MonitoredDocument.FILE)) {
            var seen = bundle.document(MonitoredDocument.FILE, MonitoredDocument.class);
            ModelVersion version = seen.version();
            files.add(table(seen.table()));
            files.add(
                    new NamedFile("model", version.artifact(), false, new Content(version.sha256(), Optional.empty())));
        }
        if (names.contains(EXPERIMENT)) {
            JsonNode seen = bundle.document(EXPERIMENT, JsonNode.class);
            files.add(unsized(
                    "experiment",
                    seen.path("path").asText(),
                    seen.path("sha256").asText()));
        }
        return new All(once(files), undigested.stream().distinct().toList());
    }

    private static NamedFile table(TableRecord table) {
        return new NamedFile(
                "table " + table.name(), table.path(), true, new Content(table.sha256(), Optional.of(table.bytes())));
    }

    private static NamedFile unsized(String what, String path, String sha256) {
        return new NamedFile(what, path, true, new Content(sha256, Optional.empty()));
    }

    /** The first of those with the same path and content knows its size, if any does. */
    private static List<NamedFile> once(List<NamedFile> files) {
        Map<List<String>, NamedFile> first = new LinkedHashMap<>();
        for (NamedFile file : files) {
            String place = file.inPlace ? file.path : "";
            first.putIfAbsent(List.of(place, file.content.sha256()), file);
        }
        return List.copyOf(first.values());
    }

    /** Names the file in a message. */
    String shown() {
        return BagName.shown(what) + " (" + BagName.shown(path) + ")";
    }
}
