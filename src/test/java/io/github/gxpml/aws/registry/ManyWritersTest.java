// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.port.ModelRegistry;
import io.github.gxpml.port.ModelRegistry.Change;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.ModelRegistry.Status;
import io.github.gxpml.port.ModelRegistryContract;
import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.spec.RegisterSpec;
import io.github.gxpml.spec.S3Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever writes, at most one version is in use. */
@Timeout(180)
class ManyWritersTest {
    private static final int VERSIONS = 8;

    private final SomeRegistry aws = new SomeRegistry();

    @AfterEach
    void stop() {
        aws.close();
    }

    private static void activate(ModelRegistry registry, int version) throws IOException {
        registry.change("risk", version, ModelRegistryContract.change(Status.APPROVED));
        registry.change("risk", version, ModelRegistryContract.change(Status.ACTIVE));
    }

    private void shouldHaveOneActive(List<ModelVersion> versions, int all) {
        assertThat(versions).hasSize(all);
        assertThat(versions.stream().filter(version -> version.status() == Status.ACTIVE))
                .hasSize(1);
        assertThat(versions.stream().filter(version -> version.status() == Status.RETIRED))
                .hasSize(all - 1);
        for (ModelVersion version : versions) {
            List<Status> life = version.history().stream().map(Change::to).toList();
            assertThat(life).startsWith(Status.PENDING, Status.APPROVED, Status.ACTIVE);
            assertThat(life.subList(2, life.size()))
                    .isIn(List.of(Status.ACTIVE), List.of(Status.ACTIVE, Status.RETIRED));
        }
    }

    @Test
    void shouldHaveOneActiveVersionUnderManyThreads(@TempDir Path folder) throws Exception {
        DynamoModelRegistry registry = aws.open(folder);
        for (int version = 1; version <= VERSIONS; version++) {
            ModelRegistryContract.register(registry, folder, version);
        }
        ExecutorService pool = Executors.newFixedThreadPool(VERSIONS);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int version = 1; version <= VERSIONS; version++) {
                int own = version;
                work.add(() -> {
                    activate(registry, own);
                    return null;
                });
            }
            for (Future<Void> one : pool.invokeAll(work)) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        shouldHaveOneActive(registry.versions("risk"), VERSIONS);
    }

    @Test
    void shouldHaveOneActiveVersionUnderTwoProcesses(@TempDir Path folder) throws Exception {
        Process odd = start(folder, 1);
        Process even = start(folder, 2);
        DynamoModelRegistry registry = aws.open(folder);
        while (odd.isAlive() || even.isAlive()) {
            assertThat(registry.versions("risk").stream().filter(version -> version.status() == Status.ACTIVE))
                    .hasSizeLessThanOrEqualTo(1);
            registry.active("risk");
        }
        assertThat(odd.waitFor() + even.waitFor()).isZero();
        shouldHaveOneActive(registry.versions("risk"), VERSIONS);
    }

    private Process start(Path folder, int from) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.resolve("of" + from).toString(),
                aws.table,
                Integer.toString(from));
        builder.environment().putAll(aws.environment);
        return builder.inheritIO().start();
    }

    /** Registers and activates every second version. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            var where = new RegisterSpec.Aws(
                    args[1],
                    new S3Place(SomeRegistry.BUCKET, "flc"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            ModelRegistry registry = DynamoModelRegistry.open(
                    new AwsAccess(System.getenv(), AwsSpec.NONE, "risk"), where, folder.resolve("cache"));
            for (int version : Stream.iterate(Integer.parseInt(args[2]), v -> v + 2)
                    .limit(VERSIONS / 2)
                    .toList()) {
                ModelRegistryContract.register(registry, folder, version);
                activate(registry, version);
            }
        }
    }
}
