// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

/** The logs of CloudWatch, read page by page. */
final class LogBook {
    private static final int PAGE = 3;

    private final Map<String, List<String>> lines = new TreeMap<>();

    LogBook(AwsStandIn aws) {
        aws.on(DescribeLogStreamsRequest.class, this::streams);
        aws.on(GetLogEventsRequest.class, this::events);
    }

    synchronized void add(String group, String stream, String line) {
        lines.computeIfAbsent(group + ":" + stream, key -> new ArrayList<>()).add(line);
    }

    private synchronized DescribeLogStreamsResponse streams(DescribeLogStreamsRequest request) {
        String prefix = request.logGroupName() + ":" + request.logStreamNamePrefix();
        List<LogStream> found = lines.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> LogStream.builder()
                        .logStreamName(key.substring(key.indexOf(':') + 1))
                        .build())
                .toList();
        if (found.isEmpty()) {
            throw new ServiceError("ResourceNotFoundException", "The specified log group does not exist.");
        }
        return DescribeLogStreamsResponse.builder().logStreams(found).build();
    }

    private synchronized GetLogEventsResponse events(GetLogEventsRequest request) {
        List<String> all = lines.getOrDefault(request.logGroupName() + ":" + request.logStreamName(), List.of());
        int from = request.nextToken() == null
                ? 0
                : Integer.parseInt(request.nextToken().substring(2));
        int to = Math.min(all.size(), from + PAGE);
        return GetLogEventsResponse.builder()
                .events(all.subList(from, to).stream()
                        .map(line -> OutputLogEvent.builder().message(line).build())
                        .toList())
                .nextForwardToken("f/" + to)
                .build();
    }
}
