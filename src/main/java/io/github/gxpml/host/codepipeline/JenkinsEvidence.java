// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the plugin says of a stage of a build.
 *
 * @param stage train, validate, register or monitor
 * @param exit the engine's exit code, 0, 1, 3, or 4
 * @param verdict PASS, FAIL or UNDECIDED
 * @param goesOn whether the run can go on
 * @param missing signatures
 * @param metrics numbers by id of their gate
 * @param notPassed ids of gates that did not pass and are not waived
 * @param sealed the run as the build sealed it last, which may have been a later stage
 */
record JenkinsEvidence(
        String stage,
        int exit,
        String verdict,
        boolean goesOn,
        List<String> missing,
        Map<String, Double> metrics,
        List<String> notPassed,
        Sealed sealed) {
    /** What is asked for. */
    static final String TREE = "stages[stage,model,version,run,state,verdict,exit,goesOn,missing,artifact,sha256,"
            + "gates[id,verdict,value,waived]]";

    private static final Pattern ARTIFACT = Pattern.compile("gxp-evidence/([A-Za-z0-9][A-Za-z0-9._-]{0,199}\\.zip)");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /**
     * A sealed run.
     *
     * @param model name
     * @param number of the run
     * @param version of the model
     * @param state how far the run is
     * @param file name of the bundle
     * @param sha256 digest of the bundle
     */
    record Sealed(String model, int number, int version, String state, String file, String sha256) {}

    /** Returns the name of the bundle. */
    String file() {
        return sealed.file();
    }

    /**
     * Reads the last record of a stage.
     *
     * @param tree what the plugin answered
     * @param stage that is wanted
     * @return empty if the build has none of that stage
     * @throws JenkinsException if it is not what the plugin answers
     */
    static Optional<JenkinsEvidence> of(JsonNode tree, String stage) throws JenkinsException {
        JsonNode wanted = null;
        JsonNode last = null;
        for (JsonNode record : JenkinsShape.list(tree, "stages")) {
            if (JenkinsShape.text(record, "stage").equals(stage)) {
                wanted = record;
                last = record;
            } else if (wanted != null
                    && JenkinsShape.text(record, "artifact").equals(JenkinsShape.text(wanted, "artifact"))) {
                last = record;
            }
        }
        return wanted == null ? Optional.empty() : Optional.of(read(wanted, sealed(last)));
    }

    private static JenkinsEvidence read(JsonNode record, Sealed sealed) throws JenkinsException {
        String verdict = JenkinsShape.text(record, "verdict");
        int exit = JenkinsShape.small(record, "exit");
        if (exit != 4 && exit != exit(verdict)) {
            throw JenkinsShape.unexpected("verdict " + verdict + " for the exit code " + exit);
        }
        var metrics = new TreeMap<String, Double>();
        var notPassed = new ArrayList<String>();
        for (JsonNode gate : JenkinsShape.list(record, "gates")) {
            String id = JenkinsShape.line(gate, "id");
            JsonNode value = gate.path("value");
            if (value.isNumber() && Double.isFinite(value.doubleValue())) {
                metrics.put(id, value.doubleValue());
            }
            if (!JenkinsShape.text(gate, "verdict").equals("PASS") && !JenkinsShape.truth(gate, "waived")) {
                notPassed.add(id);
            }
        }
        var missing = new ArrayList<String>();
        JenkinsShape.list(record, "missing").forEach(text -> missing.add(JenkinsShape.shown(text, 200)));
        return new JenkinsEvidence(
                JenkinsShape.text(record, "stage"),
                exit,
                verdict,
                JenkinsShape.truth(record, "goesOn"),
                List.copyOf(missing),
                Map.copyOf(metrics),
                List.copyOf(notPassed),
                sealed);
    }

    private static int exit(String verdict) throws JenkinsException {
        return switch (verdict) {
            case "PASS" -> 0;
            case "FAIL" -> 1;
            case "UNDECIDED" -> 3;
            default -> throw JenkinsShape.unexpected("verdict");
        };
    }

    private static Sealed sealed(JsonNode record) throws JenkinsException {
        Matcher artifact = ARTIFACT.matcher(JenkinsShape.text(record, "artifact"));
        String sha256 = JenkinsShape.text(record, "sha256");
        if (!artifact.matches() || !DIGEST.matcher(sha256).matches()) {
            throw JenkinsShape.unexpected("bundle");
        }
        return new Sealed(
                JenkinsShape.text(record, "model"),
                JenkinsShape.small(record, "run"),
                JenkinsShape.small(record, "version"),
                JenkinsShape.text(record, "state"),
                artifact.group(1),
                sha256);
    }
}
