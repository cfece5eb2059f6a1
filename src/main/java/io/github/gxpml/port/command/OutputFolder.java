// SPDX-License-Identifier: MIT
package io.github.gxpml.port.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.port.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder that a training command fills: one model, predictions for every table, perhaps metrics.
 *
 * @param folder the folder
 */
public record OutputFolder(Path folder) {
    private static final long MOST_METRICS_BYTES = 1 << 20;

    /**
     * Checks that nothing of an earlier training could be taken for a result of the next one.
     *
     * @throws TrainingException if the folder holds anything
     */
    public void checkEmpty() throws TrainingException {
        List<Path> entries = list(folder);
        if (!entries.isEmpty()) {
            throw new TrainingException("output folder " + folder + " is not empty, it holds " + names(entries)
                    + "; train into an empty folder");
        }
    }

    /**
     * Finds the one file named {@code model} or {@code model.*}.
     *
     * @return the file
     * @throws TrainingException if there is none, or more than one, or it is no plain file
     */
    public Path model() throws TrainingException {
        List<Path> models = list(folder).stream()
                .filter(entry -> entry.getFileName().toString().matches("(?s)model(\\..*)?"))
                .toList();
        if (models.isEmpty()) {
            throw new TrainingException(
                    "the training command left no model; it must write one file named model or model.* "
                            + "into the folder that GXP_OUTPUT names");
        }
        if (models.size() > 1) {
            throw new TrainingException("the training command left " + models.size() + " models, " + names(models)
                    + "; pack what belongs together into one file");
        }
        return checked(models.get(0), "model");
    }

    /**
     * Finds the predictions of every table.
     *
     * @param tables their names
     * @return file by table
     * @throws TrainingException if one is missing, there twice, or no plain file
     */
    public Map<String, Path> predictions(Collection<String> tables) throws TrainingException {
        var predictions = new TreeMap<String, Path>();
        for (String table : tables) {
            List<Path> found = Stream.of(".csv", ".parquet")
                    .map(ending -> folder.resolve("predictions").resolve(table + ending))
                    .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
            if (found.size() != 1) {
                throw new TrainingException("the training command left "
                        + (found.isEmpty() ? "no predictions" : "predictions twice") + " for table " + table
                        + "; it must write either predictions/" + table + ".csv or predictions/" + table
                        + ".parquet into the folder that GXP_OUTPUT names");
            }
            predictions.put(table, checked(found.get(0), "file of predictions"));
        }
        return predictions;
    }

    /**
     * Reads {@code metrics.json}, if there is one.
     *
     * @return the metrics by name
     * @throws TrainingException if it is not one flat object of finite numbers
     */
    public Map<String, Double> metrics() throws TrainingException {
        Path file = folder.resolve("metrics.json");
        var metrics = new TreeMap<String, Double>();
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return metrics;
        }
        checked(file, "metrics.json");
        try {
            if (Files.size(file) > MOST_METRICS_BYTES) {
                throw new IOException("it is larger than 1 MiB");
            }
            JsonNode tree = Json.read(Files.readAllBytes(file), JsonNode.class);
            if (!tree.isObject()) {
                throw new IOException("it is not an object");
            }
            for (Map.Entry<String, JsonNode> metric : tree.properties()) {
                if (!metric.getValue().isNumber()
                        || !Double.isFinite(metric.getValue().doubleValue())) {
                    throw new IOException(metric.getKey() + " is not a finite number");
                }
                metrics.put(metric.getKey(), metric.getValue().doubleValue());
            }
            return metrics;
        } catch (IOException e) {
            throw new TrainingException(
                    file + " must be one flat JSON object of numbers, but "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    /**
     * Takes only a plain file with something in it: a link could be changed behind our back, or point anywhere.
     *
     * @param file the file
     * @param what it is, for the sentence
     * @return the file
     * @throws TrainingException if it is another thing
     */
    public static Path checked(Path file, String what) throws TrainingException {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !Files.isReadable(file)) {
                throw new TrainingException(
                        what + " " + file + " is not a plain readable file; links and folders are not "
                                + "taken, pack a folder into one file");
            }
            if (Files.size(file) == 0) {
                throw new TrainingException(what + " " + file + " is empty");
            }
            return file;
        } catch (IOException e) {
            throw new TrainingException(what + " " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Path> list(Path folder) throws TrainingException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new TrainingException("output folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String names(List<Path> entries) {
        return entries.stream().map(entry -> entry.getFileName().toString()).collect(Collectors.joining(", "));
    }
}
