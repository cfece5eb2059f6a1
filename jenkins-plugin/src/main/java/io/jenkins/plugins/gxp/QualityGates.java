// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The gates of a step as the engine reads them. Whether they loosen anything is for the engine to say. */
final class QualityGates {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}\\u2028\\u2029]{1,200}");

    private QualityGates() {}

    /**
     * Writes gates as they are kept in a build: only what is set.
     *
     * @param gates of the step
     * @return a JSON list, or nothing where there is no gate
     * @throws AbortException one sentence with cause and way out, if a gate is none
     */
    static String json(List<QualityGate> gates) throws AbortException {
        if (gates.isEmpty()) {
            return "";
        }
        ArrayNode list = MAPPER.createArrayNode();
        for (QualityGate gate : gates) {
            Optional<String> problem = problem(gate);
            if (problem.isPresent()) {
                throw new AbortException(Messages.QualityGates_number(list.size() + 1, problem.get()));
            }
            list.add(entry(gate));
        }
        return list.toString();
    }

    /**
     * Returns the file that the engine is given.
     *
     * @param gates the JSON list
     * @param run the build that asks for them
     * @return a JSON document
     */
    static byte[] file(String gates, Run<?, ?> run) throws AbortException {
        try {
            ObjectNode document = MAPPER.createObjectNode();
            document.put("from", "Jenkinsfile of " + run.getExternalizableId());
            document.set("gates", MAPPER.readTree(gates));
            return document.toString().getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new AbortException("The gates of the step cannot be read again; start the build again.");
        }
    }

    static Optional<String> problem(QualityGate gate) {
        return first(
                metricProblem(gate.getMetric()),
                textProblem(gate.getTable()),
                textProblem(gate.getFacet()),
                textProblem(gate.getColumns()),
                limitProblem(shown(gate.getMin()), shown(gate.getMax()), shown(gate.getWithin())),
                numberProblem(shown(gate.getAt())),
                oneOf("on", gate.getOn(), QualityGate.PARTS),
                oneOf("criticality", gate.getCriticality(), QualityGate.CRITICALITIES));
    }

    static Optional<String> metricProblem(String metric) {
        return metric.isEmpty() ? Optional.of(Messages.QualityGates_noMetric()) : textProblem(metric);
    }

    static Optional<String> numberProblem(String number) {
        String text = Util.fixNull(number).trim();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Double.isFinite(Double.parseDouble(text))
                    ? Optional.empty()
                    : Optional.of(Messages.QualityGates_noNumber(text));
        } catch (NumberFormatException e) {
            return Optional.of(Messages.QualityGates_noNumber(text));
        }
    }

    static Optional<String> limitProblem(String min, String max, String within) {
        Optional<String> number = first(numberProblem(min), numberProblem(max), numberProblem(within));
        if (number.isPresent()) {
            return number;
        }
        boolean oneSided = isSet(min) || isSet(max);
        if (oneSided == isSet(within)) {
            return Optional.of(oneSided ? Messages.QualityGates_both() : Messages.QualityGates_noLimit());
        }
        if (isSet(within) && Double.parseDouble(within) < 0) {
            return Optional.of(Messages.QualityGates_negative());
        }
        return isSet(min) && isSet(max) && Double.parseDouble(min) > Double.parseDouble(max)
                ? Optional.of(Messages.QualityGates_crossed(min, max))
                : Optional.empty();
    }

    private static ObjectNode entry(QualityGate gate) {
        ObjectNode entry = MAPPER.createObjectNode();
        entry.put("metric", gate.getMetric());
        put(entry, "table", gate.getTable());
        put(entry, "facet", gate.getFacet());
        if (gate.getColumns() != null && gate.getColumns().contains(",")) {
            ArrayNode columns = entry.putArray("columns");
            Arrays.stream(gate.getColumns().split(","))
                    .map(String::trim)
                    .filter(name -> !name.isEmpty())
                    .forEach(columns::add);
        } else {
            put(entry, "columns", gate.getColumns());
        }
        put(entry, "min", gate.getMin());
        put(entry, "max", gate.getMax());
        put(entry, "within", gate.getWithin());
        put(entry, "at", gate.getAt());
        put(entry, "on", gate.getOn());
        put(entry, "criticality", gate.getCriticality());
        return entry;
    }

    private static void put(ObjectNode entry, String name, String value) {
        if (value != null) {
            entry.put(name, value);
        }
    }

    private static void put(ObjectNode entry, String name, Double value) {
        if (value != null) {
            entry.put(name, value);
        }
    }

    private static Optional<String> textProblem(String text) {
        return text == null || TEXT.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(Messages.QualityGates_characters());
    }

    private static Optional<String> oneOf(String field, String value, List<String> allowed) {
        return value == null || allowed.contains(value)
                ? Optional.empty()
                : Optional.of(Messages.QualityGates_oneOf(field, String.join(", ", allowed)));
    }

    private static boolean isSet(String number) {
        return !Util.fixNull(number).isBlank();
    }

    private static String shown(Double number) {
        return number == null ? "" : number.toString();
    }

    @SafeVarargs
    private static Optional<String> first(Optional<String>... problems) {
        return Stream.of(problems).flatMap(Optional::stream).findFirst();
    }
}
