// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.search;

import hudson.Util;
import io.jenkins.plugins.gxp.engine.Verdicts;
import io.jenkins.plugins.gxp.evidence.index.IndexEntry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * What is looked for, as it stands in the address. A field that is empty asks for nothing; one that cannot be read finds
 * nothing, and is named.
 */
public final class SearchQuery {
    private static final int LONGEST = 200;
    private static final Set<String> FIELDS = Set.of("model", "version", "digest", "from", "to", "verdict", "stage");
    static final List<String> VERDICTS = List.of(Verdicts.PASS, Verdicts.FAIL, Verdicts.UNDECIDED);
    static final List<String> STAGES = List.of("train", "validate", "register", "monitor");

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Set<String> wrong = new TreeSet<>();
    private final int version;
    private final long from;
    private final long until;

    SearchQuery(StaplerRequest2 request) {
        for (String name : new TreeSet<>(FIELDS)) {
            String value = Util.fixNull(request.getParameter(name)).trim();
            fields.put(name, value.length() > LONGEST ? value.substring(0, LONGEST) : value);
        }
        version = whole("version");
        from = day("from", 0);
        until = day("to", 1);
        if (!getDigest().matches("[0-9a-f]{0,64}")) {
            wrong.add("digest");
        }
        oneOf("verdict", VERDICTS);
        oneOf("stage", STAGES);
    }

    private void oneOf(String name, List<String> known) {
        if (!fields.get(name).isEmpty() && !known.contains(fields.get(name))) {
            wrong.add(name);
        }
    }

    private int whole(String name) {
        String text = fields.get(name);
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("[1-9][0-9]{0,8}")) {
            wrong.add(name);
            return 0;
        }
        return Integer.parseInt(text);
    }

    /** Days are those of the controller's time zone, which the page names. */
    private long day(String name, int daysLater) {
        String text = fields.get(name);
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return LocalDate.parse(text)
                    .plusDays(daysLater)
                    .atStartOfDay(ZoneId.systemDefault())
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            wrong.add(name);
            return 0;
        }
    }

    boolean matches(IndexEntry entry) {
        return wrong.isEmpty()
                && (version == 0 || entry.version() == version)
                && (from == 0 || entry.at() >= from)
                && (until == 0 || entry.at() < until)
                && (getVerdict().isEmpty() || entry.verdict().equals(getVerdict()))
                && (getStage().isEmpty() || entry.stage().equals(getStage()))
                && entry.sha256().startsWith(getDigest())
                && entry.model().toLowerCase(Locale.ROOT).contains(getModel().toLowerCase(Locale.ROOT));
    }

    /** Tells whether a field could not be read. */
    public boolean isWrong(String field) {
        return wrong.contains(field);
    }

    public boolean isAnyWrong() {
        return !wrong.isEmpty();
    }

    public String getModel() {
        return fields.get("model");
    }

    public String getVersion() {
        return fields.get("version");
    }

    public String getDigest() {
        return fields.get("digest").toLowerCase(Locale.ROOT);
    }

    public String getFrom() {
        return fields.get("from");
    }

    public String getTo() {
        return fields.get("to");
    }

    public String getVerdict() {
        return fields.get("verdict");
    }

    public String getStage() {
        return fields.get("stage");
    }

    /** Returns the query as a part of an address, to which more can be added; empty if nothing is asked for. */
    public String getText() {
        return fields.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
