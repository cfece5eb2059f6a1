// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import io.github.gxpml.account.Account;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A management table of an account for many tests, one after the other: it takes seconds to make one. */
final class SomeTable {
    private final Account account;
    private final String name;
    private Optional<Path> folder = Optional.empty();

    SomeTable(Account account) {
        this.account = account;
        this.name = account.table("model", "version");
    }

    /** Returns its name; it is empty where another folder had it before. */
    String of(Path asking) {
        if (!folder.equals(Optional.of(asking))) {
            folder = Optional.of(asking);
            clear();
        }
        return name;
    }

    private void clear() {
        try (DynamoDbClient dynamo = account.client(DynamoDbClient.builder(), "DYNAMODB")) {
            for (Map<String, AttributeValue> item : dynamo.scan(
                            request -> request.tableName(name).consistentRead(true))
                    .items()) {
                dynamo.deleteItem(request -> request.tableName(name)
                        .key(Map.of("model", item.get("model"), "version", item.get("version"))));
            }
        }
    }
}
