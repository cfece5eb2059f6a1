// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.OriginDocument.StageOrigin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where the stages were called from, as their host says. */
final class CalledFrom {
    private static final String REPLAY = "replayOf";
    private static final String PIPELINE = "pipelineSha256";
    private static final String REPLAYED_PIPELINE = "replayOfPipelineSha256";

    private CalledFrom() {}

    static void write(Html html, List<StageOrigin> stages) {
        if (stages.isEmpty()) {
            return;
        }
        html.element("h3", "Where the stages were called from");
        html.element("p", "As the host of the stages says; nothing of it was checked here.");
        Map<Map<String, Object>, List<String>> together = stages.stream()
                .collect(Collectors.groupingBy(
                        StageOrigin::origin,
                        LinkedHashMap::new,
                        Collectors.mapping(StageOrigin::stage, Collectors.toList())));
        together.forEach((origin, names) -> {
            String title = String.join(", ", names);
            if (origin.containsKey(REPLAY)) {
                html.open("p", "class", "warning").element("strong", title + ": ");
                html.data(replay(origin)).close("p");
            }
            Parts.openTable(html, "pairs", "Origin of " + title, List.of("Name", "Value"));
            new TreeMap<>(origin).forEach((name, value) -> row(html, name, value));
            Parts.closeTable(html);
        });
    }

    /** Says plainly what a replayed build is. */
    static String replay(Map<String, Object> origin) {
        Object before = origin.get(REPLAYED_PIPELINE);
        Object now = origin.get(PIPELINE);
        String pipeline;
        if (before == null || now == null) {
            pipeline = "whether its pipeline was edited is unknown";
        } else {
            pipeline = before.equals(now) ? "its pipeline was not edited" : "its pipeline was edited";
        }
        return "replayed from build " + origin.get(REPLAY) + ", " + pipeline;
    }

    private static void row(Html html, String name, Object value) {
        html.open("tr").open("th", "scope", "row").data(name).close("th").open("td");
        if (value instanceof List<?> texts) {
            Parts.list(html, "notes", texts.stream().map(String::valueOf).toList());
        } else {
            html.data(String.valueOf(value));
        }
        html.close("td").close("tr");
    }
}
