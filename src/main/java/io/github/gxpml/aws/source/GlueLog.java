// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.CloudWatchEncryption;
import software.amazon.awssdk.services.glue.model.EncryptionConfiguration;
import software.amazon.awssdk.services.glue.model.JobRun;

/**
 * What a run of a Glue job logged, by digest: SHA-256 of one line for each event, its time in milliseconds, a
 * tabulator, its message and a line feed, in the order in which CloudWatch has them. What cannot be read is said under
 * {@code ...NotRead}, and is nothing against the source.
 */
final class GlueLog {
    private static final String GROUP = "/aws-glue/jobs";

    /** A page has at most 10,000 events, of 1 MB together. */
    private static final int MOST_PAGES = 4096;

    private GlueLog() {}

    static void tell(Question question, GlueClient glue, JobRun run, Facts facts) throws IOException {
        encryption(glue, run, facts);
        String given = run.logGroupName() == null ? "" : run.logGroupName().replaceAll("/+$", "");
        String group = given.isEmpty() ? GROUP : given;
        facts.put("logGroup", group);
        try (CloudWatchLogsClient logs = question.client(CloudWatchLogsClient.builder(), "CLOUDWATCH_LOGS")) {
            for (String stream : new String[] {"output", "error"}) {
                stream(logs, group + "/" + stream, question.get("run"), new Place(stream + "Log", facts));
            }
        }
    }

    private record Place(String name, Facts facts) {}

    private static void encryption(GlueClient glue, JobRun run, Facts facts) {
        String name = run.securityConfiguration();
        if (name == null || name.isBlank()) {
            facts.put("logEncryption", "no security configuration");
            return;
        }
        try {
            EncryptionConfiguration encryption = glue.getSecurityConfiguration(request -> request.name(name))
                    .securityConfiguration()
                    .encryptionConfiguration();
            CloudWatchEncryption log = encryption == null ? null : encryption.cloudWatchEncryption();
            facts.put("logEncryption", log == null ? "none" : log.cloudWatchEncryptionModeAsString());
            facts.put("logKey", log == null ? "" : log.kmsKeyArn());
        } catch (SdkException e) {
            facts.put(
                    "logEncryptionNotRead",
                    sentence("security configuration " + name, "glue:GetSecurityConfiguration", e));
        }
    }

    private static void stream(CloudWatchLogsClient logs, String group, String stream, Place place) {
        MessageDigest digest = Sha256.digest();
        long events = 0;
        try {
            String token = null;
            for (int pages = 0; pages < MOST_PAGES; pages++) {
                String next = token;
                GetLogEventsResponse page = logs.getLogEvents(request -> request.logGroupName(group)
                        .logStreamName(stream)
                        .startFromHead(true)
                        .nextToken(next));
                for (OutputLogEvent event : page.events()) {
                    digest.update((event.timestamp() + "\t" + event.message() + "\n").getBytes(StandardCharsets.UTF_8));
                    events++;
                }
                token = page.nextForwardToken();
                if (token == null || token.equals(next)) {
                    place.facts.put(place.name + "Events", events);
                    place.facts.put(place.name + "Sha256", HexFormat.of().formatHex(digest.digest()));
                    return;
                }
            }
            place.facts.put(place.name + "NotRead", "it has more than " + events + " events");
        } catch (SdkException e) {
            place.facts.put(
                    place.name + "NotRead", sentence("log " + group + " " + stream, "logs:GetLogEvents on it", e));
        }
    }

    private static String sentence(String what, String permission, SdkException e) {
        if (e instanceof AbortedException) {
            throw e;
        }
        return Refusals.of(new Attempt(what + " could not be read", permission), e)
                .getMessage();
    }
}
