// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import io.github.gxpml.aws.AwsClients;
import io.github.gxpml.aws.s3.PutSettings;
import io.github.gxpml.aws.s3.S3Objects;
import io.github.gxpml.aws.s3.S3Source;
import io.github.gxpml.standin.S3StandIn;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Transfers of one large file, with every check, beside one stream of the SDK without any of ours. */
final class S3Bench {
    private static final String BUCKET = "bench";
    private static final int MEBI = 1 << 20;

    private final Path file;
    private final Path got;
    private final Map<String, double[]> results = new LinkedHashMap<>();

    private S3Bench(Path folder) {
        this.file = folder.resolve("sent");
        this.got = folder.resolve("got");
    }

    /** What is measured. */
    @FunctionalInterface
    private interface Piece {
        void run() throws IOException;
    }

    /**
     * Measures.
     *
     * @param arguments folder, runs, size in MiB
     */
    public static void main(String[] arguments) throws IOException {
        var bench = new S3Bench(Path.of(arguments[0]));
        bench.write(Integer.parseInt(arguments[2]));
        Map<String, String> environment = Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ENDPOINT_URL_S3", S3StandIn.program().toString(),
                "AWS_ACCESS_KEY_ID", "bench",
                "AWS_SECRET_ACCESS_KEY", "bench-bench");
        try (S3Client client = AwsClients.prepare(
                                S3Objects.builder(environment), AwsClients.Service.of("S3"), environment)
                        .build();
                S3Objects objects = S3Objects.of(client)) {
            client.createBucket(request -> request.bucket(BUCKET));
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                bench.measure(client, objects);
            }
        }
        bench.print(Integer.parseInt(arguments[2]));
        System.exit(0);
    }

    private void write(int mebibytes) throws IOException {
        byte[] piece = new byte[MEBI];
        Random random = new Random(42);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(piece);
                out.write(piece);
            }
        }
    }

    private void measure(S3Client client, S3Objects objects) throws IOException {
        PutSettings settings = PutSettings.of(PutSettings.Rule.REPLACE);
        measure(
                "SDK, one stream up",
                () -> client.putObject(request -> request.bucket(BUCKET).key("raw"), RequestBody.fromFile(file)));
        measure("up, in parts, checked", () -> objects.put(file, S3Source.of(BUCKET, "parts"), settings));
        Files.deleteIfExists(got);
        measure(
                "SDK, one stream down",
                () -> client.getObject(request -> request.bucket(BUCKET).key("raw"), got));
        Files.deleteIfExists(got);
        measure("down, in parts, checked", () -> objects.get(S3Source.of(BUCKET, "parts"), got));
        if (Files.mismatch(file, got) >= 0) {
            throw new IOException("what came is not what was sent");
        }
        Files.deleteIfExists(got);
    }

    private void measure(String what, Piece piece) throws IOException {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        piece.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        double peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                / (double) MEBI;
        results.merge(what, new double[] {seconds, peak}, (one, other) ->
                new double[] {Math.min(one[0], other[0]), Math.max(one[1], other[1])});
    }

    private void print(int mebibytes) {
        System.out.printf(
                Locale.ROOT, "| %d MiB | time | times the SDK's | peak heap |%n|---|---|---|---|%n", mebibytes);
        double sdk = 1;
        for (Map.Entry<String, double[]> one : results.entrySet()) {
            double seconds = one.getValue()[0];
            sdk = one.getKey().startsWith("SDK") ? seconds : sdk;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f s | %.2f | %.0f MiB |%n",
                    one.getKey(),
                    seconds,
                    seconds / sdk,
                    one.getValue()[1]);
        }
    }
}
