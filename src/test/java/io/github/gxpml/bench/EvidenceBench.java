// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Measures sealing, verifying and digesting, each in a process of its own, beside {@code sha256sum} on the same files
 * with as many processes as processors, and prints Markdown tables. Arguments: a folder, how often, how many small
 * files, how many large ones of a gibibyte.
 */
public final class EvidenceBench {
    private static final int SMALL = 4096;
    private static final int PIECE = 1 << 20;
    private static final String DIGEST = "digest";
    private static final String SHA256SUM = "`sha256sum`, as many processes as processors";

    private final Path folder;
    private final int runs;

    private EvidenceBench(Path folder, int runs) {
        this.folder = folder;
        this.runs = runs;
    }

    /**
     * Runs it.
     *
     * @param arguments see above
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
        var bench = new EvidenceBench(folder, Integer.parseInt(arguments[1]));
        bench.small(Integer.parseInt(arguments[2]));
        bench.large(Integer.parseInt(arguments[3]));
    }

    private void small(int files) throws Exception {
        Path small = folder.resolve("small-" + files);
        if (!Files.exists(small)) {
            Measured.of(work("make", small, files, SMALL));
        }
        Path payload = small.resolve("run-7/data/files");
        Map<String, List<String>> works = new LinkedHashMap<>();
        works.put(SHA256SUM, sha256sum(payload));
        works.put("our digests", work(DIGEST, payload));
        works.put("sealing: digest, pack, sign", work("seal", small));
        works.put("verifying: unpack, digest, check everything", work("verify", small));
        print(String.format(Locale.ROOT, "a bag with %,d files of %,d bytes", files, SMALL), works);
    }

    private void large(int files) throws Exception {
        Path large = Files.createDirectories(folder.resolve("large"));
        byte[] piece = new byte[PIECE];
        for (int i = 0; i < files; i++) {
            Path file = large.resolve(i + ".bin");
            if (!Files.exists(file)) {
                try (var out = Files.newOutputStream(file)) {
                    for (int n = 0; n < 1024; n++) {
                        new Random((long) i * 1024 + n).nextBytes(piece);
                        out.write(piece);
                    }
                }
            }
        }
        Map<String, List<String>> works = new LinkedHashMap<>();
        works.put(SHA256SUM, sha256sum(large));
        works.put("our digests", work(DIGEST, large));
        print(files + " GiB of data by reference", works);
    }

    private static List<String> sha256sum(Path below) {
        int processes = Runtime.getRuntime().availableProcessors();
        return List.of(
                "sh", "-c", "find '" + below + "' -type f -print0 | xargs -0 -P " + processes + " -n 256 sha256sum");
    }

    /** In a process as the launcher starts one for {@code gxp verify}. */
    private static List<String> work(String what, Path where, Object... more) {
        List<String> call = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-Xmn16m",
                "-XX:MinHeapFreeRatio=5",
                "-XX:MaxHeapFreeRatio=10",
                "-cp",
                System.getProperty("java.class.path"),
                "io.github.gxpml.evidence.EvidenceWork",
                what,
                where.toString()));
        for (Object argument : more) {
            call.add(argument.toString());
        }
        return call;
    }

    private void print(String what, Map<String, List<String>> works) throws Exception {
        Map<String, Measured> best = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            for (Map.Entry<String, List<String>> work : works.entrySet()) {
                best.merge(work.getKey(), Measured.of(work.getValue()), Measured::better);
            }
        }
        System.out.printf("%n%s, best of %d%n%n", what, runs);
        System.out.println("| | time | times `sha256sum` | peak memory |\n|---|---|---|---|");
        best.forEach((name, it) -> System.out.printf(
                Locale.ROOT,
                "| %s | %.2f s | %.2f | %s |%n",
                name,
                it.seconds(),
                it.seconds() / best.get(SHA256SUM).seconds(),
                name.equals(SHA256SUM) ? "" : it.peak()));
    }
}
