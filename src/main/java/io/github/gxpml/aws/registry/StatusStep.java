// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import static io.github.gxpml.aws.registry.VersionItem.change;
import static io.github.gxpml.aws.registry.VersionItem.key;
import static io.github.gxpml.aws.registry.VersionItem.number;
import static io.github.gxpml.aws.registry.VersionItem.text;

import io.github.gxpml.aws.Refusals;
import io.github.gxpml.port.ModelRegistry.Change;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.ModelRegistry.Status;
import io.github.gxpml.port.VersionRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * One change of status: decided on what was read, written on the condition that it still holds, decided again if it
 * does not. All of it is one transaction, so that the pointer, the version that comes and the one that goes cannot come
 * apart.
 */
final class StatusStep {
    /** More writers at once than this do not happen. */
    private static final int TRIES = 60;

    private static final int LONGEST_PAUSE = 80;
    private static final Set<String> MOVED = Set.of(
            "TransactionCanceledException",
            "TransactionConflictException",
            "TransactionInProgressException",
            "ConditionalCheckFailedException");

    private final VersionTable table;
    private final String model;
    private final int version;
    private final Change change;

    StatusStep(VersionTable table, String model, int version, Change change) {
        this.table = table;
        this.model = model;
        this.version = version;
        this.change = change;
    }

    /** Returns the version after the step. */
    VersionItem take(VersionItem first) throws IOException {
        VersionItem before = first;
        for (int left = TRIES; ; left--) {
            VersionRules.step(before.version(), change.to());
            Optional<SdkException> refused = write(before.version());
            VersionItem after = table.find(model, version)
                    .orElseThrow(() -> new IOException(
                            "version " + version + " of model " + model + " went from table " + table.name()));
            if (refused.isEmpty() || isDone(before.version(), after.version())) {
                return after;
            }
            String code = Refusals.code(refused.get());
            if (!MOVED.contains(code) || left == 1 || isHopeless(refused.get())) {
                throw Refusals.of(
                        table.writing("dynamodb:UpdateItem and dynamodb:GetItem (of transactions)"), refused.get());
            }
            pause();
            before = after;
        }
    }

    /** The answer may have been lost, and the step taken. */
    private boolean isDone(ModelVersion before, ModelVersion after) {
        int at = before.history().size();
        return after.history().size() > at && after.history().get(at).equals(change);
    }

    /** Reasons that are none of another writer's. */
    private static boolean isHopeless(SdkException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("ValidationError") || message.contains("ItemCollectionSizeLimitExceeded");
    }

    private Optional<SdkException> write(ModelVersion before) throws IOException {
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(step(before, change));
        if (change.to() == Status.ACTIVE) {
            OptionalInt active = table.active(model);
            if (active.isPresent()) {
                ModelVersion old = table.find(model, active.getAsInt())
                        .orElseThrow(() -> new IOException("the pointer of " + model + " in table " + table.name()
                                + " names version " + active.getAsInt() + ", which is not there: restore it"))
                        .version();
                writes.add(step(old, Status.ACTIVE, VersionRules.displaced(version, change)));
            }
            writes.add(pointer(active, "SET #active = :new", Map.of(":new", number(version))));
        } else if (before.status() == Status.ACTIVE) {
            writes.add(pointer(OptionalInt.of(version), "REMOVE #active", Map.of()));
        }
        try {
            table.client()
                    .transactWriteItems(request -> request.transactItems(writes)
                            .clientRequestToken(UUID.randomUUID().toString()));
            return Optional.empty();
        } catch (SdkException e) {
            return Optional.of(e);
        }
    }

    private TransactWriteItem step(ModelVersion before, Change to) {
        return step(before, before.status(), to);
    }

    private TransactWriteItem step(ModelVersion before, Status from, Change to) {
        Update update = Update.builder()
                .tableName(table.name())
                .key(key(before.model(), before.version()))
                .updateExpression("SET #status = :to, #history = list_append(#history, :change)")
                .conditionExpression("#status = :from AND size(#history) = :changes")
                .expressionAttributeNames(Map.of("#status", VersionItem.STATUS, "#history", VersionItem.HISTORY))
                .expressionAttributeValues(Map.of(
                        ":to",
                        text(to.to().name()),
                        ":from",
                        text(from.name()),
                        ":change",
                        AttributeValue.fromL(List.of(change(to))),
                        ":changes",
                        number(before.history().size())))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.NONE)
                .build();
        return TransactWriteItem.builder().update(update).build();
    }

    private TransactWriteItem pointer(OptionalInt old, String expression, Map<String, AttributeValue> values) {
        Map<String, AttributeValue> all = new HashMap<>(values);
        old.ifPresent(number -> all.put(":old", number(number)));
        Update update = Update.builder()
                .tableName(table.name())
                .key(key(model, VersionTable.POINTER))
                .updateExpression(expression)
                .conditionExpression(old.isPresent() ? "#active = :old" : "attribute_not_exists(#active)")
                .expressionAttributeNames(Map.of("#active", VersionTable.ACTIVE))
                .expressionAttributeValues(all)
                .build();
        return TransactWriteItem.builder().update(update).build();
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
