// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import io.github.gxpml.account.Account;
import io.github.gxpml.port.ModelRegistry;
import io.github.gxpml.port.ModelRegistryContract;
import io.github.gxpml.spec.RegisterSpec;
import io.github.gxpml.spec.S3Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** The registry in DynamoDB, also in a real one. What goes wrong is in {@link DynamoModelRegistryTest}. */
@Tag(Account.TAG)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoRegistryAccountTest extends ModelRegistryContract {
    private final Account account = Account.open();
    private final S3Place place = account.place();
    private final SomeTable table = new SomeTable(account);

    @AfterAll
    void close() {
        account.close();
    }

    @Override
    protected ModelRegistry open(Path folder) throws IOException {
        var where = new RegisterSpec.Aws(
                table.of(folder), place, Optional.of(account.settings().kmsKey()), Optional.empty(), Optional.empty());
        return DynamoModelRegistry.open(account.access("risk"), where, folder.resolve("cache"));
    }
}
