// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.notice;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.port.Notifier;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/**
 * Puts an event on an EventBridge bus. {@code GxP Model Released} is put only when the registry has made the version
 * the one in use.
 *
 * @param access makes the client
 * @param bus name or ARN
 */
public record EventNotice(AwsAccess access, String bus) implements Notifier {
    /** Source of every event. */
    public static final String SOURCE = "io.github.gxpml";

    /** An entry has 256 KiB with source, type and time. */
    private static final int ROOM = 240 * 1024;

    @Override
    public void tell(Notice notice) throws IOException {
        PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(SOURCE)
                .detailType(type(notice.kind()))
                .detail(NoticeDocument.json(notice, ROOM))
                .time(notice.at())
                .build();
        PutEventsResponse answer;
        try (EventBridgeClient client = access.client(EventBridgeClient.builder(), "EVENTBRIDGE", notice.stage())) {
            answer = client.putEvents(request -> request.entries(entry));
        } catch (SdkException e) {
            throw Refusals.of(new Attempt("the " + name() + " was not told", "events:PutEvents on it"), e);
        }
        // the call as a whole succeeds also where the event was not taken
        if (answer.failedEntryCount() == null || answer.failedEntryCount() != 0) {
            String why = answer.entries().stream()
                    .filter(result -> result.errorCode() != null)
                    .map(result -> result.errorCode() + ": " + result.errorMessage())
                    .findFirst()
                    .orElse("it does not say why");
            throw new IOException("the " + name() + " did not take the event: " + why);
        }
    }

    /** Returns the type by which rules choose. */
    static String type(Kind kind) {
        return switch (kind) {
            case STAGE_FINISHED -> "GxP Stage Finished";
            case WAITING -> "GxP Release Waiting";
            case RELEASED -> "GxP Model Released";
            case REJECTED -> "GxP Model Rejected";
            case FAILED -> "GxP Stage Failed";
        };
    }

    @Override
    public String name() {
        return "EventBridge bus " + bus;
    }
}
