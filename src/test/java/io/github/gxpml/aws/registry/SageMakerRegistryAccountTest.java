// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import io.github.gxpml.account.Account;
import io.github.gxpml.port.ModelRegistry;
import io.github.gxpml.port.ModelRegistryContract;
import io.github.gxpml.spec.RegisterSpec;
import io.github.gxpml.spec.S3Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageSummary;

/**
 * The Model Registry of SageMaker, also a real one, which looks whether the image is there. What goes wrong is in
 * {@link SageMakerModelRegistryTest}.
 */
@Tag(Account.TAG)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SageMakerRegistryAccountTest extends ModelRegistryContract {
    private final Account account = Account.open();
    private final S3Place place = account.place();
    private final SomeTable table = new SomeTable(account);
    private final Map<Path, String> groups = new HashMap<>();

    @BeforeAll
    void needAnImage() {
        Assumptions.assumeTrue(
                account.settings().image().isPresent(),
                "gxp.aws.image is not set, so that nothing can be registered in SageMaker");
    }

    @AfterAll
    void close() {
        account.close();
    }

    @Override
    protected ModelRegistry open(Path folder) throws IOException {
        var where = new RegisterSpec.Aws(
                table.of(folder),
                place,
                Optional.of(account.settings().kmsKey()),
                Optional.of(groups.computeIfAbsent(folder, one -> group())),
                account.settings().image());
        return SageMakerModelRegistry.open(account.access("risk"), where, folder.resolve("cache"));
    }

    /** A name for a group, which the registry makes. */
    private String group() {
        AtomicReference<String> group = new AtomicReference<>();
        group.set(account.named(() -> remove(group.get())));
        return group.get();
    }

    private void remove(String group) {
        try (SageMakerClient sageMaker = account.client(SageMakerClient.builder(), "SAGEMAKER")) {
            for (ModelPackageSummary one : sageMaker
                    .listModelPackages(request -> request.modelPackageGroupName(group))
                    .modelPackageSummaryList()) {
                sageMaker.deleteModelPackage(request -> request.modelPackageName(one.modelPackageArn()));
            }
            sageMaker.deleteModelPackageGroup(request -> request.modelPackageGroupName(group));
        }
    }
}
