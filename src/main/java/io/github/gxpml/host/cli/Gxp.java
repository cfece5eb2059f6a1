// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.Engine;
import io.github.gxpml.io.Json;
import io.github.gxpml.lifecycle.Ports;
import io.github.gxpml.lifecycle.SealedRun;
import io.github.gxpml.spec.Problem;
import io.github.gxpml.spec.SpecException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The command {@code gxp}. */
@Command(
        name = "gxp",
        header = "ML lifecycle stages with gates that never fail open, and evidence that proves itself.",
        description = {"", "Start with `gxp init data.csv`, then `gxp run gxp.yaml`.", ""},
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, every gate PASS",
            "1:at least one gate FAIL",
            "2:the call or the spec is wrong",
            "3:no FAIL, at least one UNDECIDED",
            "4:could not be carried out (network, disk, missing service, training command failed)"
        },
        commandListHeading = "%nCommands:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Provider.class)
public final class Gxp {
    /** In the order of the help. */
    private static final Map<String, Class<?>> COMMANDS = commands();

    private final Terminal terminal;

    Gxp(Terminal terminal) {
        this.terminal = terminal;
    }

    private static Map<String, Class<?>> commands() {
        var commands = new LinkedHashMap<String, Class<?>>();
        commands.put("init", InitCommand.class);
        commands.put("lint", LintCommand.class);
        commands.put("schema", SchemaCommand.class);
        commands.put("preflight", PreflightCommand.class);
        commands.put("run", RunCommand.class);
        commands.put("train", TrainCommand.class);
        commands.put("validate", ValidateCommand.class);
        commands.put("register", RegisterCommand.class);
        commands.put("monitor", MonitorCommand.class);
        commands.put("metrics", MetricsCommand.class);
        commands.put("bias", BiasCommand.class);
        commands.put("compare", CompareCommand.class);
        commands.put("drift", DriftCommand.class);
        commands.put("baseline", BaselineCommand.class);
        commands.put("catalogue", CatalogueCommand.class);
        commands.put("inferences", InferencesCommand.class);
        commands.put("capture", CaptureCommand.class);
        commands.put("experiment", ExperimentCommand.class);
        commands.put("samplesize", SampleSizeCommand.class);
        commands.put("approve", ApproveCommand.class);
        commands.put("waive", WaiveCommand.class);
        commands.put("resume", ResumeCommand.class);
        commands.put("cancel", CancelCommand.class);
        commands.put("status", StatusCommand.class);
        commands.put("record", RecordCommand.class);
        commands.put("verify", VerifyCommand.class);
        commands.put("reproduce", ReproduceCommand.class);
        commands.put("diff", DiffCommand.class);
        commands.put("worker", WorkerCommand.class);
        commands.put("version", VersionCommand.class);
        return commands;
    }

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.OFF); // libraries log to standard error, which belongs to the user
        Terminal terminal = Terminal.system(System.getenv());
        // newer Javas hand out a console even where nobody sits, and asking there waits for ever
        System.setProperty("jdk.console", "java.base");
        System.exit(guarded(terminal, () -> execute(terminal, System.getenv(), arguments)));
    }

    /** Java ends with 1 on an error of its own, such as too little memory, which would read as a failed gate. */
    static int guarded(Terminal terminal, IntSupplier command) {
        try {
            return command.getAsInt();
        } catch (OutOfMemoryError e) {
            terminal.say("gxp: out of memory - give Java more with GXP_JAVA_OPTS=-Xmx8g");
        } catch (RuntimeException | Error e) {
            terminal.say("gxp: internal error: " + e + " - please report it");
        }
        return ExitCode.ERROR;
    }

    /**
     * Runs the command without ending the process.
     *
     * @param terminal where to print
     * @param environment variables of the process
     * @param arguments the command line
     * @return the exit code
     */
    static int execute(Terminal terminal, Map<String, String> environment, String... arguments) {
        var line = new CommandLine(new Gxp(terminal), new Factory(terminal, environment, Engine::embedded));
        String first = arguments.length == 0 ? "" : arguments[0];
        if (COMMANDS.containsKey(first)) {
            // reading the annotations of all the others would take longer than most commands do
            line.addSubcommand(first, COMMANDS.get(first));
        } else {
            COMMANDS.forEach(line::addSubcommand);
            line.addSubcommand(new HelpCommand());
            line.addSubcommand(new AutoComplete.GenerateCompletion());
        }
        if (!StageCommand.class.isAssignableFrom(COMMANDS.getOrDefault(first, Gxp.class))) {
            return execute(line, terminal, arguments);
        }
        // until the last word is printed: an interrupted stage has a document to print, too
        try (var ignored = Interruption.ofThisThread()) {
            return execute(line, terminal, arguments);
        }
    }

    /**
     * Runs one of the commands that print statistics on an engine of the caller's choice, without ending the process.
     * Whatever is named by {@code FILES} is what that engine takes it for.
     *
     * @param engines opens the engine; it is closed in the end
     * @param out gets the result, and nothing else
     * @param err gets messages
     * @param arguments the command, {@code metrics}, {@code bias} or {@code drift}, and its options
     * @return the exit code
     */
    public static int statistics(Ports.Engines engines, PrintStream out, PrintStream err, String... arguments) {
        var terminal = new Terminal(out, err, false, false);
        return guarded(terminal, () -> {
            var line = new CommandLine(new Gxp(terminal), new Factory(terminal, Map.of(), engines));
            COMMANDS.entrySet().stream()
                    .filter(command -> StatisticsCommand.class.isAssignableFrom(command.getValue()))
                    .forEach(command -> line.addSubcommand(command.getKey(), command.getValue()));
            return execute(line, terminal, arguments);
        });
    }

    private static int execute(CommandLine line, Terminal terminal, String... arguments) {
        Gxp gxp = line.getCommand();
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(gxp::refuse);
        line.setExecutionExceptionHandler(gxp::explain);
        line.setExitCodeExceptionMapper(error -> ExitCode.ERROR);
        return line.execute(arguments);
    }

    private int refuse(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        if (arguments.length == 0) {
            command.usage(command.getErr());
            return ExitCode.USAGE;
        }
        terminal.say("gxp: " + Terminal.clean(error.getMessage()));
        printJson(arguments, error.getMessage(), ExitCode.USAGE, List.of(), Optional.empty());
        CommandLine.UnmatchedArgumentException.printSuggestions(error, command.getErr());
        terminal.say("Try `" + command.getCommandSpec().qualifiedName() + " --help`.");
        return ExitCode.USAGE;
    }

    private int explain(Exception error, CommandLine command, CommandLine.ParseResult call) {
        if (error instanceof SpecException spec) {
            spec.problems().forEach(problem -> terminal.say(Terminal.clean(problem.toString())));
            String where = spec instanceof GatesFile.Refused ? "the gates of the host" : "the spec";
            String counted = count(spec.problems()) + " in " + where + "; nothing was run";
            terminal.say("gxp: " + counted);
            printJson(arguments(call), counted, ExitCode.USAGE, spec.problems(), Optional.empty());
            return ExitCode.USAGE;
        }
        if (error instanceof UsageException) {
            terminal.say("gxp: " + Terminal.clean(error.getMessage()));
            printJson(arguments(call), error.getMessage(), ExitCode.USAGE, List.of(), sealed(command));
            return ExitCode.USAGE;
        }
        String message = sentence(error) + besides(error);
        terminal.say("gxp: " + Terminal.clean(message));
        printJson(arguments(call), message, ExitCode.ERROR, List.of(), sealed(command));
        if (debug(call)) {
            error.printStackTrace(terminal.err());
        }
        return ExitCode.ERROR;
    }

    /** Who asked for JSON gets one document in every case. */
    private void printJson(
            String[] arguments, String message, int exit, List<Problem> problems, Optional<SealedRun> sealed) {
        if (wantsJson(arguments)) {
            var document = new TreeMap<String, Object>(
                    Map.of("error", Map.of("message", message, "problems", problems), "exit", exit));
            sealed.ifPresent(run -> document.put("run", FailedRun.of(run)));
            terminal.print(new String(Json.pretty(document), StandardCharsets.UTF_8).stripTrailing());
        }
    }

    private static Optional<SealedRun> sealed(CommandLine command) {
        return command.getCommand() instanceof StageCommand stage ? stage.sealed() : Optional.empty();
    }

    private static String[] arguments(CommandLine.ParseResult call) {
        return call.originalArgs().toArray(String[]::new);
    }

    private static boolean wantsJson(String... arguments) {
        String line = String.join(" ", arguments).toLowerCase(Locale.ROOT);
        return (" " + line + " ").matches("(?s).* --format[= ]json .*");
    }

    private static String count(List<?> problems) {
        return problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    }

    /** What went wrong while the first failure was put on record, such as a seal that could not be written. */
    private static String besides(Exception error) {
        return Stream.of(error.getSuppressed())
                .map(other -> "; besides: " + (other instanceof Exception e ? sentence(e) : other.toString()))
                .collect(Collectors.joining());
    }

    private static String sentence(Exception error) {
        if (error instanceof InterruptedException || error instanceof ClosedByInterruptException) {
            return "interrupted";
        }
        if (error instanceof FileSystemException file) {
            return "cannot use " + file.getFile() + ": " + reason(file);
        }
        if (error instanceof RuntimeException) {
            return "internal error: " + error + " - please report it with the output of --debug";
        }
        return error.getMessage() == null
                ? "could not be carried out: " + error.getClass().getSimpleName()
                : error.getMessage();
    }

    private static String reason(FileSystemException error) {
        if (error instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (error instanceof AccessDeniedException) {
            return "you may not read or write it";
        }
        if (error instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        return error.getReason() == null ? error.getClass().getSimpleName() : error.getReason();
    }

    private static boolean debug(CommandLine.ParseResult call) {
        CommandLine.ParseResult last = call;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.hasMatchedOption("--debug");
    }

    /** Hands terminal and environment to the commands. */
    private record Factory(Terminal terminal, Map<String, String> environment, Ports.Engines engines)
            implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (BaseCommand.class.isAssignableFrom(type)) {
                BaseCommand command =
                        (BaseCommand) type.getDeclaredConstructor().newInstance();
                command.connect(terminal, environment);
                if (command instanceof StatisticsCommand statistics) {
                    statistics.connect(engines);
                }
                return type.cast(command);
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
