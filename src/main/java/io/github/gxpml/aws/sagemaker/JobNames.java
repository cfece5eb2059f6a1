// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.RemoteTrainer.Ask;
import io.github.gxpml.spec.Spec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What jobs are called: the same for the same training of the same run and spec, whoever asks, and another one for any
 * other. SageMaker takes letters, digits and dashes, 63 of them, and 32 for tuning jobs.
 */
final class JobNames {
    private static final int LONGEST = 63;
    private static final int LONGEST_TUNING = 32;
    private static final int DIGEST = 12;

    private JobNames() {}

    static String training(Spec spec, Ask ask) {
        return fitted(ask.run() + "-" + ask.training(), digest(spec, ask), LONGEST);
    }

    static String tuning(Spec spec, Ask ask) {
        return fitted(ask.run() + "-" + ask.training(), digest(spec, ask), LONGEST_TUNING);
    }

    /** A job that works on one table for another job. */
    static String of(String what, String table, String... digests) {
        return fitted(what + "-" + table, sha256(List.of(what, table, List.of(digests))), LONGEST);
    }

    /** What is asked for, as the tags of a job tell it. */
    static String digest(Spec spec, Ask ask) {
        return sha256(List.of(ask.run(), ask.mark(), ask.training(), spec.sha256()));
    }

    private static String sha256(Object value) {
        return Sha256.of(Json.compact(value).getBytes(StandardCharsets.UTF_8));
    }

    private static String fitted(String words, String digest, int longest) {
        String clean = words.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-+", "");
        int room = longest - "gxp-".length() - 1 - DIGEST;
        String cut = clean.substring(0, Math.min(room, clean.length())).replaceAll("-+$", "");
        return "gxp-" + cut + "-" + digest.substring(0, DIGEST);
    }
}
