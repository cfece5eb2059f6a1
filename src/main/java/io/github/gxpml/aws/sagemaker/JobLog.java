// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.Refusals;
import io.github.gxpml.port.Progress;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Reads the log of a job from CloudWatch as it grows. That it cannot be read is said once, and ends nothing. */
final class JobLog implements Watch.Beside {
    private static final int LONGEST = 8 * 1024;
    private static final int PAGES = 100;

    private final SageMakerServices services;
    private final String group;
    private final String job;
    private final Consumer<String> lines;
    private final Progress progress;
    private final Described described;
    private final Map<String, String> tokens = new HashMap<>();
    private boolean told;

    @SuppressWarnings("checkstyle:ParameterNumber")
    JobLog(
            SageMakerServices services,
            TrainingWork work,
            Described described,
            Progress progress,
            Consumer<String> lines) {
        this.services = services;
        this.group = work.logGroup();
        this.job = work.name();
        this.described = described;
        this.progress = progress;
        this.lines = lines;
    }

    @Override
    public void follow() {
        try {
            CloudWatchLogsClient client = services.logs();
            var streams = new TreeSet<String>();
            client.describeLogStreams(request -> request.logGroupName(group).logStreamNamePrefix(job + "/"))
                    .logStreams()
                    .forEach(stream -> streams.add(stream.logStreamName()));
            for (String stream : streams) {
                follow(client, stream);
            }
        } catch (ResourceNotFoundException e) {
            // nothing is logged yet
        } catch (AbortedException e) {
            Thread.currentThread().interrupt();
        } catch (SdkException e) {
            tell(Refusals.of(
                            new Refusals.Attempt(
                                    "the log of " + job + " could not be read",
                                    "logs:DescribeLogStreams and logs:GetLogEvents on " + group),
                            e)
                    .getMessage());
        } catch (IOException e) {
            tell("the log of " + job + " could not be read: " + e.getMessage());
        }
    }

    private void tell(String trouble) {
        if (!told) {
            progress.note(trouble);
        }
        told = true;
    }

    private void follow(CloudWatchLogsClient client, String stream) {
        for (int page = 0; page < PAGES; page++) {
            GetLogEventsRequest.Builder request = GetLogEventsRequest.builder()
                    .logGroupName(group)
                    .logStreamName(stream)
                    .startFromHead(true);
            String token = tokens.get(stream);
            if (token != null) {
                request.nextToken(token);
            }
            GetLogEventsResponse events = client.getLogEvents(request.build());
            events.events().forEach(event -> accept(event.message()));
            tokens.put(stream, events.nextForwardToken());
            // the same token again means that there is no more for now
            if (events.nextForwardToken() == null || events.nextForwardToken().equals(token)) {
                return;
            }
        }
    }

    private void accept(String message) {
        for (String line : String.valueOf(message).split("[\r\n]+")) {
            String clean = described.clean(line);
            lines.accept(clean.length() > LONGEST ? clean.substring(0, LONGEST) + " [cut]" : clean);
        }
    }
}
