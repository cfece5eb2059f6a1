// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.release;

import io.github.gxpml.deploy.lambda.EventLog;
import io.github.gxpml.deploy.lambda.HandlerException;
import io.github.gxpml.deploy.lambda.Item;
import io.github.gxpml.deploy.lambda.ResultsTable;
import io.github.gxpml.deploy.lambda.ReviewQueue;
import io.github.gxpml.deploy.release.BundleGate.Evidence;
import io.github.gxpml.io.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Keeps both decisions, to deploy and to keep what is served, and tells of them: of the first the client by mail, of
 * the second those who review.
 *
 * @param results where decisions are kept
 * @param review who is told that nothing changed
 * @param sns the client
 * @param topic that mails to the client
 */
record Decisions(ResultsTable results, ReviewQueue review, SnsClient sns, String topic) {
    private static final String DEPLOYED = "deployedAt";
    private static final String TOLD = "clientToldAt";
    private static final int LONGEST = 1000;

    /** Keeps that nothing changes, and why. */
    void keep(ReleaseOrder order, Optional<Evidence> evidence, List<String> reasons) {
        List<String> texts = reasons.stream()
                .map(reason -> reason.substring(0, Math.min(reason.length(), LONGEST)))
                .toList();
        String result =
                ResultsTable.key(order.version(), "keep", Sha256.of(order.bundle() + "\n" + String.join("\n", texts)));
        Item row = new Item()
                .text("stage", "keep")
                .text("bundleAddress", order.bundle().toString())
                .text("bundle", evidence.map(Evidence::manifest))
                .text("bundleSha256", evidence.map(Evidence::zip))
                .text("message", order.message())
                .texts("reasons", texts);
        review.ask(
                order.model(),
                order.version(),
                result,
                row,
                Map.of(
                        "model",
                        order.model(),
                        "version",
                        order.version(),
                        "stage",
                        "keep",
                        "reasons",
                        texts,
                        "result",
                        result));
        EventLog.write(
                "endpoint.kept",
                Map.of("model", order.model(), "version", order.version(), "result", result, "reasons", texts.size()));
    }

    /** Returns the row of a deployment: one for each version and bundle, and one for each order to roll back. */
    static String result(ReleaseOrder order, String manifest) {
        return order.rollback()
                ? ResultsTable.key(order.version(), "rollback", Sha256.of(manifest + "\n" + order.message()))
                : ResultsTable.key(order.version(), "deploy", manifest);
    }

    /** Tells whether a deployment was begun by this very message. */
    boolean by(ReleaseOrder order, String manifest) {
        return results.find(order.model(), result(order, manifest))
                .flatMap(row -> Item.text(row, "message"))
                .filter(order.message()::equals)
                .isPresent();
    }

    /** Tells whether all of a deployment happened before. */
    boolean over(ReleaseOrder order, String manifest) {
        return results.find(order.model(), result(order, manifest))
                .filter(row -> row.containsKey(TOLD))
                .isPresent();
    }

    /** Keeps that a version is about to be deployed, with what was served before. */
    void begin(ReleaseOrder order, Evidence evidence, Optional<String> before, RegisteredVersion version) {
        String result = result(order, evidence.manifest());
        results.add(new Item()
                .text("model", order.model())
                .text("result", result)
                .number("run", order.version())
                .text("stage", order.rollback() ? "rollback" : "deploy")
                .text("bundle", evidence.manifest())
                .text("bundleSha256", evidence.zip())
                .text("bundleAddress", order.bundle().toString())
                .text("sha256", version.sha256())
                .text("endpointBefore", before)
                .text("endpointAfter", Endpoint.name(order, evidence.manifest()))
                .text("message", order.message())
                .text("at", Instant.now().toString()));
    }

    /**
     * Keeps that a version is deployed, and tells the client.
     *
     * @throws HandlerException as long as nobody has confirmed the subscription: the message comes again, and with it
     *     the mail, or it lies in the dead-letter queue under an alarm
     */
    void done(ReleaseOrder order, Evidence evidence, RegisteredVersion version) {
        String result = result(order, evidence.manifest());
        results.note(order.model(), result, DEPLOYED, Instant.now().toString());
        if (readers() == 0) {
            throw new HandlerException(
                    "nobody has confirmed the subscription of the client's topic, so no mail goes out");
        }
        sns.publish(request -> request.topicArn(topic)
                .subject(order.model() + " version " + order.version() + " is in use")
                .message(String.join(
                        "\n",
                        "Version " + order.version() + " of " + order.model() + " is in use since now.",
                        "",
                        "Model artifact (SHA-256):    " + version.sha256(),
                        "Evidence bundle (SHA-256):   " + evidence.zip(),
                        "Its manifest (SHA-256):      " + evidence.manifest(),
                        "Evidence bundle (address):   " + order.bundle(),
                        "",
                        "The bundle holds every gate with its verdict and the signatures of those who approved it.",
                        "Check it offline with: gxp verify " + order.model() + "-" + order.version() + ".zip",
                        "")));
        results.note(order.model(), result, TOLD, Instant.now().toString());
        EventLog.write(
                "endpoint.deployed",
                Map.of(
                        "model",
                        order.model(),
                        "version",
                        order.version(),
                        "bundle",
                        evidence.manifest(),
                        "result",
                        result));
    }

    private int readers() {
        String confirmed = sns.getTopicAttributes(request -> request.topicArn(topic))
                .attributes()
                .getOrDefault("SubscriptionsConfirmed", "0");
        return Integer.parseInt(confirmed);
    }
}
