// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.standin;

import io.github.gxpml.deploy.release.EndpointUpdateHandler;
import io.github.gxpml.deploy.training.TrainModelHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Prints how long a fresh JVM takes to its end with the first event, of five the median; deploy/README.md has the
 * command.
 */
public final class ColdStart {
    private static final int TIMES = 5;

    private ColdStart() {}

    /** Measures without and with an archive of class data. */
    public static void main(String[] arguments) throws Exception {
        LocalAws aws = TrainingAccount.open();
        TrainingAccount.register(aws, SignedBundles.Stage.PENDING);
        String order = FreshJvm.queued("m", "{\"model\": \"" + SignedBundles.MODEL + "\", \"run\": 1}");
        String release = FreshJvm.queued("m", TrainingAccount.release(aws, SignedBundles.pending(), false));
        measure(aws, "gxp-pipeline.jar", TrainModelHandler.class.getName(), order);
        measure(aws, "gxp-release.jar", EndpointUpdateHandler.class.getName(), release);
        System.exit(0);
    }

    private static void measure(LocalAws aws, String name, String type, String event) throws Exception {
        Path jar = Path.of("target", name).toAbsolutePath();
        Path archive = Path.of("target", name + ".jsa").toAbsolutePath();
        Files.deleteIfExists(archive);
        long plain = median(aws, new FreshJvm(jar, List.of()), type, event);
        new FreshJvm(jar, List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"))
                .handle(aws, type, event);
        long archived = median(aws, new FreshJvm(jar, List.of("-XX:SharedArchiveFile=" + archive)), type, event);
        System.out.println(name + " " + Files.size(jar) / 1_000_000.0 + " MB, first event after " + plain
                + " ms, with an archive of " + Files.size(archive) / 1_000_000 + " MB after " + archived + " ms");
    }

    private static long median(LocalAws aws, FreshJvm jvm, String type, String event) {
        return IntStream.range(0, TIMES)
                .mapToLong(i -> {
                    try {
                        return jvm.handle(aws, type, event).millis();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .sorted()
                .toArray()[TIMES / 2];
    }
}
