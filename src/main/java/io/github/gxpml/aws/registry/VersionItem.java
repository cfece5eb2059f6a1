// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import io.github.gxpml.aws.s3.S3Source;
import io.github.gxpml.port.ModelRegistry.Change;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.ModelRegistry.Status;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One version as the table has it.
 *
 * @param version the version
 * @param place where its artifact is
 * @param modelPackage ARN in the SageMaker Model Registry; empty if there is none, or none is known yet
 */
record VersionItem(ModelVersion version, S3Source place, Optional<String> modelPackage) {
    static final String MODEL = "model";
    static final String VERSION = "version";
    static final String STATUS = "status";
    static final String HISTORY = "history";
    static final String PACKAGE = "modelPackage";
    private static final String TO = "to";

    Map<String, AttributeValue> attributes() {
        var item = new HashMap<>(key(version.model(), version.version()));
        item.put(STATUS, text(version.status().name()));
        item.put("sha256", text(version.sha256()));
        item.put("artifact", text(version.artifact()));
        item.put("artifactBucket", text(place.bucket()));
        item.put("artifactKey", text(place.key()));
        place.versionId().ifPresent(id -> item.put("artifactVersionId", text(id)));
        item.put("bundle", text(version.bundle()));
        item.put(
                HISTORY,
                AttributeValue.fromL(
                        version.history().stream().map(VersionItem::change).toList()));
        return item;
    }

    static Map<String, AttributeValue> key(String model, int version) {
        return Map.of(MODEL, text(model), VERSION, number(version));
    }

    static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue number(int number) {
        return AttributeValue.fromN(Integer.toString(number));
    }

    static AttributeValue change(Change change) {
        return AttributeValue.fromM(Map.of(
                TO,
                text(change.to().name()),
                "at",
                text(change.at().toString()),
                "by",
                text(change.by()),
                "reason",
                text(change.reason())));
    }

    static VersionItem of(String table, Map<String, AttributeValue> item) throws IOException {
        String model = item.containsKey(MODEL) ? item.get(MODEL).s() : "?";
        String number =
                Optional.ofNullable(item.get(VERSION)).map(AttributeValue::n).orElse("?");
        try {
            List<Change> history = Optional.ofNullable(item.get(HISTORY)).map(AttributeValue::l).stream()
                    .flatMap(List::stream)
                    .map(entry -> changed(entry.m()))
                    .toList();
            var version = new ModelVersion(
                    model,
                    Integer.parseInt(number),
                    Status.valueOf(said(item, STATUS)),
                    said(item, "sha256"),
                    said(item, "artifact"),
                    said(item, "bundle"),
                    history);
            if (history.isEmpty() || history.get(history.size() - 1).to() != version.status()) {
                throw new IllegalArgumentException("its status is not what its history ends with");
            }
            return new VersionItem(
                    version,
                    new S3Source(
                            said(item, "artifactBucket"),
                            said(item, "artifactKey"),
                            Optional.ofNullable(item.get("artifactVersionId")).map(AttributeValue::s)),
                    Optional.ofNullable(item.get(PACKAGE)).map(AttributeValue::s));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(
                    "version " + number + " of " + model + " in table " + table
                            + " is damaged, restore it from a backup: " + e.getMessage(),
                    e);
        }
    }

    private static Change changed(Map<String, AttributeValue> entry) {
        return new Change(
                Status.valueOf(said(entry, TO)),
                Instant.parse(said(entry, "at")),
                said(entry, "by"),
                said(entry, "reason"));
    }

    private static String said(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null || value.s() == null) {
            throw new IllegalArgumentException("it has no text `" + name + "`");
        }
        return value.s();
    }
}
