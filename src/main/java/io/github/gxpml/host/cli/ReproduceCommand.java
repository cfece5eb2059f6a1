// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.evidence.BundleVerifier;
import io.github.gxpml.evidence.TrustStore;
import io.github.gxpml.evidence.VerificationReport;
import io.github.gxpml.lifecycle.Reproduction;
import io.github.gxpml.lifecycle.RunListener;
import io.github.gxpml.lifecycle.StageException;
import io.github.gxpml.lifecycle.StageOutcome;
import io.github.gxpml.lifecycle.UndecidedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gxp reproduce}. */
@Command(
        name = "reproduce",
        description = {
            "Train again what a bundle records, from the bundle alone, and compare stage by stage.",
            "Verifies the bundle, writes its commit into a clean folder, finds the data by digest, trains, compares, and"
                    + " seals a result of its own that links to the bundle.",
            "Exit code 0: the class that the spec requires was reached. 1: it was not. 3: the commit or the data is not"
                    + " here. 4: the bundle does not verify, or training failed."
        })
final class ReproduceCommand extends BaseCommand {
    @Parameters(paramLabel = "BUNDLE", description = "A sealed bundle (zip), or the folder it was unzipped to.")
    private Path bundle;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder to search for the data, by size and SHA-256; may be given several times. The paths of"
                    + " the spec are looked at first.")
    private List<Path> data = List.of();

    @Option(
            names = "--repository",
            paramLabel = "DIR|URL",
            description = "Git repository with the commit (default: the one around the bundle or the current folder).")
    private String repository;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Empty folder to work in, which keeps the model and the sealed result (default: a temporary"
                    + " one; the result goes beside the bundle).")
    private Path work;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Public key (PEM) to trust; may be given several times. Without it the keys in"
                    + " GXP_HOME/trusted (default ~/.gxp/trusted) are trusted.")
    private List<Path> keys;

    @Option(names = "--format", defaultValue = "text", description = FORMAT)
    private Format format;

    @Option(
            names = {"-v", "--verbose"},
            description = "Pass on the output of the training command.")
    private boolean verbose;

    @Override
    public Integer call() throws Exception {
        check();
        VerificationReport verified = verify();
        Path folder = work == null ? Files.createTempDirectory("gxp-reproduce-") : Files.createDirectories(work);
        Path store = work == null ? bundle.toAbsolutePath().normalize().getParent() : folder;
        var request = new Reproduction.Request(
                bundle, verified.manifestSha256().orElseThrow(), Optional.ofNullable(repository), data, folder, store);
        var progress = new ProgressLine(terminal(), verbose);
        boolean keep = work != null;
        try (var ignored = Interruption.ofThisThread()) {
            Reproduction reproduction = Reproduction.prepare(request);
            Reproduction.Result result = reproduction.carryOut(
                    Wiring.reproducing(reproduction.spec(), environment()),
                    Wiring.person(reproduction.spec(), environment()),
                    new Listener(progress));
            progress.clear();
            print(result);
            return ExitCode.of(result.result().verdict());
        } catch (UndecidedException e) {
            progress.clear();
            undecided(e);
            return ExitCode.UNDECIDED;
        } catch (StageException e) {
            keep = true; // with the output of what failed
            throw e;
        } finally {
            progress.clear();
            if (!keep) {
                delete(folder);
            }
        }
    }

    private void check() throws UsageException, IOException {
        if (!Files.exists(bundle)) {
            throw new UsageException("there is no bundle at " + bundle + ": give the path of a sealed zip");
        }
        for (Path folder : data) {
            if (!Files.isDirectory(folder)) {
                throw new UsageException("there is no folder " + folder + " to search for data: check --data");
            }
        }
        if (work != null && Files.exists(work)) {
            boolean folder = Files.isDirectory(work);
            try (Stream<Path> entries = folder ? Files.list(work) : Stream.of(work)) {
                if (entries.findAny().isPresent()) {
                    throw new UsageException(work + " is not an empty folder: give another one with --work");
                }
            }
        }
    }

    private VerificationReport verify() throws IOException, StageException {
        TrustStore trust = keys == null
                ? TrustStore.load(Wiring.keys(environment()).path())
                : TrustStore.of(keys.toArray(Path[]::new));
        VerificationReport report = BundleVerifier.verify(bundle, trust, BundleVerifier.Options.defaults());
        if (!report.ok()) {
            throw new StageException("the bundle does not verify, and nothing was run: "
                    + report.checks().stream()
                            .filter(check -> check.status() == VerificationReport.Status.FAILED)
                            .map(check -> check.name() + ": " + check.message())
                            .collect(Collectors.joining("; ")));
        }
        return report;
    }

    private void print(Reproduction.Result result) {
        if (format == Format.JSON) {
            printJson(ReproductionDocument.of(result));
        } else {
            new ReproductionPrinter(terminal()).print(result);
        }
    }

    private void undecided(UndecidedException e) {
        if (format == Format.JSON) {
            printJson(ReproductionDocument.undecided(e.getMessage()));
        } else {
            new ReproductionPrinter(terminal()).undecided(e.getMessage());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Shows how the training gets on; the result is printed at the end. */
    private record Listener(ProgressLine progress) implements RunListener {
        @Override
        public void finished(String stage, StageOutcome outcome, Duration time) {
            progress.clear();
        }

        @Override
        public void advance(long done, long total, String what) {
            progress.advance(done, total, what);
        }

        @Override
        public void note(String line) {
            progress.note(line);
        }
    }
}
