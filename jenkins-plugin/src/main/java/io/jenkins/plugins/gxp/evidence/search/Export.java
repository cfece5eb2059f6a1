// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.search;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.gxp.evidence.index.IndexEntry;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what was found as CSV (RFC 4180) or JSON. */
final class Export {
    private static final JsonFactory JSON = new JsonFactory();
    /** A sheet takes a cell that begins so for a formula, and a formula can do harm. */
    private static final String FORMULA = "=+-@\t\r";

    private static final String COLUMNS =
            "model,version,run,stage,state,verdict,pass,fail,undecided,waived,at,job,build,sha256,evidence";

    private Export() {}

    private static Map<String, Object> row(Hit hit, String root) {
        IndexEntry entry = hit.entry();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("model", entry.model());
        row.put("version", entry.version());
        row.put("run", entry.run());
        row.put("stage", entry.stage());
        row.put("state", entry.state());
        row.put("verdict", entry.verdict());
        row.put("pass", entry.counts().pass());
        row.put("fail", entry.counts().fail());
        row.put("undecided", entry.counts().undecided());
        row.put("waived", entry.counts().waived());
        row.put("at", Instant.ofEpochMilli(entry.at()).toString());
        row.put("job", hit.job().getFullName());
        row.put("build", entry.build());
        row.put("sha256", entry.sha256());
        row.put("evidence", root + hit.job().getUrl() + entry.build() + "/gxp-evidence/");
        return row;
    }

    static void csv(List<Hit> hits, String root, Writer out) throws IOException {
        out.write(COLUMNS + "\r\n");
        for (Hit hit : hits) {
            out.write(row(hit, root).values().stream().map(Export::cell).collect(Collectors.joining(",")) + "\r\n");
        }
    }

    static String cell(Object value) {
        if (value instanceof Integer) {
            return value.toString();
        }
        String text = value.toString();
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }

    static void json(List<Hit> hits, String root, Writer out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartArray();
            for (Hit hit : hits) {
                json.writeStartObject();
                for (Map.Entry<String, Object> field : row(hit, root).entrySet()) {
                    if (field.getValue() instanceof Integer number) {
                        json.writeNumberField(field.getKey(), number);
                    } else {
                        json.writeStringField(field.getKey(), field.getValue().toString());
                    }
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }
}
