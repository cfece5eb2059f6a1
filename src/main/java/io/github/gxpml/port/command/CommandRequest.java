// SPDX-License-Identifier: MIT
package io.github.gxpml.port.command;

import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.Spec;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a command is told, as environment variables and as one JSON document. */
public final class CommandRequest {
    private static final int CONTRACT = 1;

    private CommandRequest() {}

    /**
     * Returns the variables that training and scoring have in common.
     *
     * @param spec the spec
     * @param tables file of every table by name, as the command sees it
     * @return the variables by name
     * @throws TrainingException if a name of a table or a library cannot be part of a variable
     */
    public static Map<String, String> variables(Spec spec, Map<String, Path> tables) throws TrainingException {
        var variables = new TreeMap<String, String>();
        var owners = new TreeMap<String, String>();
        for (var table : new TreeMap<>(tables).entrySet()) {
            if (table.getKey().matches(".*[/\\\\\\x00-\\x1f].*|\\.{0,2}")) {
                throw new TrainingException(
                        "table name `" + table.getKey() + "` cannot be part of a file name; rename it");
            }
            String name = "GXP_TABLE_" + table.getKey().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
            String other = owners.put(name, table.getKey());
            if (other != null) {
                throw new TrainingException("tables " + other + " and " + table.getKey() + " both become the variable "
                        + name + "; rename one of them");
            }
            variables.put(name, table.getValue().toAbsolutePath().toString());
        }
        String seed = Long.toString(spec.train().seed());
        variables.put("GXP_SEED", seed);
        variables.putAll(seeds(spec.reproducibility().seeds()));
        variables.put("GXP_THRESHOLD", Double.toString(spec.train().threshold()));
        variables.put("PYTHONHASHSEED", Long.toString(Math.floorMod(spec.train().seed(), 1L << 32)));
        return variables;
    }

    private static Map<String, String> seeds(Map<String, Long> seeds) throws TrainingException {
        var variables = new TreeMap<String, String>();
        for (var seed : seeds.entrySet()) {
            String name = "GXP_SEED_" + seed.getKey().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
            String other = variables.put(name, seed.getValue().toString());
            if (other != null && !other.equals(seed.getValue().toString())) {
                throw new TrainingException("two libraries of reproducibility.seeds become the variable " + name
                        + " and have different seeds; give them one seed");
            }
        }
        return variables;
    }

    /**
     * Returns the document for a training.
     *
     * @param spec the spec
     * @param tables file of every table by name, as the command sees it
     * @param output folder for the results, as the command sees it
     * @return what is written as JSON
     */
    public static Map<String, Object> training(Spec spec, Map<String, Path> tables, Path output) {
        Map<String, Object> request = common(spec, tables);
        request.put("trainTable", spec.train().table());
        request.put("output", output.toString());
        return request;
    }

    /**
     * Returns the document for a scoring.
     *
     * @param spec the spec
     * @param model the artifact
     * @param table name of the table
     * @param rows its file
     * @param predictions file to be written
     * @return what is written as JSON
     */
    public static Map<String, Object> scoring(Spec spec, Path model, String table, Path rows, Path predictions) {
        Map<String, Object> request = common(spec, Map.of(table, rows));
        request.put("artifact", model.toAbsolutePath().toString());
        request.put("table", table);
        request.put("predictions", predictions.toString());
        return request;
    }

    private static Map<String, Object> common(Spec spec, Map<String, Path> tables) {
        var paths = new TreeMap<String, String>();
        tables.forEach((name, path) -> paths.put(name, path.toAbsolutePath().toString()));
        var request = new TreeMap<String, Object>();
        request.put("contract", CONTRACT);
        request.put("model", spec.model().name());
        request.put("key", spec.data().key());
        request.put("label", label(spec.data().label()));
        request.put("features", spec.data().features());
        request.put("seed", spec.train().seed());
        if (!spec.reproducibility().seeds().isEmpty()) {
            request.put("seeds", spec.reproducibility().seeds());
        }
        request.put("threshold", spec.train().threshold());
        request.put("hyperparameters", spec.train().hyperparameters());
        request.put("tables", paths);
        return request;
    }

    /** A label with one positive class is told as in the first version of the contract. */
    private static Map<String, Object> label(LabelSpec label) {
        var told = new TreeMap<String, Object>();
        told.put("column", label.column());
        if (label.type() != LabelSpec.Type.BINARY) {
            told.put("type", label.type().name().toLowerCase(Locale.ROOT));
        }
        if (label.type() == LabelSpec.Type.BINARY && label.positive().size() == 1) {
            told.put("positive", label.positive().get(0));
        } else if (!label.positive().isEmpty()) {
            told.put("positive", label.positive());
        }
        label.above().ifPresent(limit -> told.put("above", limit));
        if (!label.classes().isEmpty()) {
            told.put("classes", label.classes());
        }
        label.intervalLevel().ifPresent(level -> told.put("intervalLevel", level));
        return told;
    }
}
