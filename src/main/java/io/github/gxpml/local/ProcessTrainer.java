// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Json;
import io.github.gxpml.port.CommandRunner;
import io.github.gxpml.port.CommandRunner.Outcome;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.RemoteJob;
import io.github.gxpml.port.Scorer;
import io.github.gxpml.port.Trainer;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.port.command.CommandLog;
import io.github.gxpml.port.command.CommandMessages;
import io.github.gxpml.port.command.CommandRequest;
import io.github.gxpml.port.command.OutputFolder;
import io.github.gxpml.port.command.ReportedEnvironment;
import io.github.gxpml.port.command.SecretMask;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trains and scores with a command of the user's own, in any language. The contract is docs/process-trainer.md. Beside
 * the output folder it leaves {@code <output>.request.json} and {@code <output>.log}.
 */
public final class ProcessTrainer implements Trainer, Scorer {
    private static final int SAID = 500;

    private final CommandRunner runner;

    /**
     * Creates the trainer.
     *
     * @param runner runs the commands
     */
    public ProcessTrainer(CommandRunner runner) {
        this.runner = runner;
    }

    @Override
    public Trained train(Spec spec, Map<String, Path> tables, Path output, Progress progress)
            throws TrainingException, InterruptedException {
        if (spec.train().command().isEmpty()) {
            throw new TrainingException("there is no command to train with; set `train.command`");
        }
        var folder = new OutputFolder(output.toAbsolutePath());
        folder.checkEmpty();
        Map<String, String> variables = CommandRequest.variables(spec, tables);
        variables.put("GXP_OUTPUT", folder.folder().toString());
        Map<String, Object> request = CommandRequest.training(spec, tables, folder.folder());
        CommandMessages messages =
                run(spec, "training", spec.train().command(), new Call(folder.folder(), variables, request), progress);
        Path model = folder.model();
        Map<String, Path> predictions = folder.predictions(tables.keySet());
        Map<String, Double> metrics = new TreeMap<>(messages.metrics());
        metrics.putAll(folder.metrics());
        Map<String, Object> hyperparameters = new TreeMap<>(spec.train().hyperparameters());
        hyperparameters.putIfAbsent("seed", spec.train().seed());
        Map<String, String> environment =
                new ReportedEnvironment(new SecretMask(System.getenv())).read(folder.folder());
        return new Trained(model, predictions, metrics, hyperparameters, messages.notes(), Map.of(), environment);
    }

    @Override
    public List<RemoteJob> score(Spec spec, Path model, String table, Path rows, Path predictions, Progress progress)
            throws TrainingException, InterruptedException {
        if (spec.train().scoreCommand().isEmpty()) {
            throw new TrainingException(
                    "there is no command to score table " + table + " with; set `train.scoreCommand`");
        }
        Path target = predictions.toAbsolutePath();
        Map<String, String> variables = CommandRequest.variables(spec, Map.of(table, rows));
        variables.put("GXP_MODEL", model.toAbsolutePath().toString());
        variables.put("GXP_TABLE", rows.toAbsolutePath().toString());
        variables.put("GXP_PREDICTIONS", target.toString());
        Map<String, Object> request = CommandRequest.scoring(spec, model, table, rows, target);
        try {
            Files.createDirectories(target.getParent());
            Files.deleteIfExists(target);
        } catch (IOException e) {
            throw new TrainingException("predictions cannot be written to " + target + ": " + e.getMessage(), e);
        }
        run(spec, "scoring", spec.train().scoreCommand(), new Call(target, variables, request), progress);
        if (Files.notExists(target)) {
            throw new TrainingException("the scoring command left no predictions for table " + table
                    + "; it must write the CSV file that GXP_PREDICTIONS names");
        }
        OutputFolder.checked(target, "file of predictions");
        return List.of();
    }

    /** What a command is told, and the path that its request and its log are put beside. */
    private record Call(Path output, Map<String, String> variables, Map<String, Object> request) {
        Path beside(String ending) {
            return output.resolveSibling(output.getFileName() + ending);
        }
    }

    private CommandMessages run(Spec spec, String what, List<String> command, Call call, Progress progress)
            throws TrainingException, InterruptedException {
        Path request = call.beside(".request.json");
        var variables = new HashMap<>(call.variables());
        variables.put("GXP_REQUEST", request.toString());
        try (var log = new CommandLog(call.beside(".log"))) {
            AtomicFile.write(request, Json.pretty(call.request()));
            var messages = new CommandMessages(progress, log, what);
            Outcome outcome =
                    runner.run(command, spec.folder(), variables, spec.train().timeLimit(), messages);
            log.close();
            log.failure().ifPresent(messages.notes()::add);
            check(spec, "the " + what + " command", outcome, log.file());
            return messages;
        } catch (IOException e) {
            throw new TrainingException("the " + what + " command could not be run: " + e.getMessage(), e);
        }
    }

    private static void check(Spec spec, String command, Outcome outcome, Path log) throws TrainingException {
        String end = said(outcome.tail()) + "; its output is in " + log;
        if (outcome.timedOut()) {
            throw new TrainingException(command + " was ended after its limit of "
                    + spec.train().timeLimit().toSeconds() + " s (train.timeLimit)" + end);
        }
        if (outcome.signal().isPresent()) {
            throw new TrainingException(
                    command + " was ended by " + outcome.signal().get() + " (exit code " + outcome.exit() + ")" + end);
        }
        if (outcome.exit() != 0) {
            throw new TrainingException(command + " failed with exit code " + outcome.exit() + end);
        }
    }

    private static String said(List<String> tail) {
        var last = new ArrayList<>(tail.subList(Math.max(0, tail.size() - 3), tail.size()));
        last.removeIf(String::isBlank);
        if (last.isEmpty()) {
            return ", it said nothing";
        }
        String text = String.join(" | ", last);
        return ", it last said: " + (text.length() > SAID ? "..." + text.substring(text.length() - SAID) : text);
    }
}
