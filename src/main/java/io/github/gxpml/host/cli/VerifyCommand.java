// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.evidence.BundleVerifier;
import io.github.gxpml.evidence.DataCheck;
import io.github.gxpml.evidence.TrustStore;
import io.github.gxpml.evidence.VerificationReport;
import io.github.gxpml.evidence.verifier.VerifierPage;
import io.github.gxpml.host.cli.Terminal.Style;
import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.lineage.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gxp verify}. */
@Command(
        name = "verify",
        description = {
            "Check a bundle from the file alone, without network and, unless --data is given, without data.",
            "Checks every digest, the signature, the chains of seals and events, and the approvals; computes every "
                    + "number again from its counts and judges every gate again.",
            "Exit code 0: everything holds. 1: something does not, and it is named."
        })
final class VerifyCommand extends BaseCommand {
    @Parameters(
            paramLabel = "BUNDLE",
            arity = "0..1",
            description = "A sealed bundle (zip), or the folder it was unzipped to.")
    private Path bundle;

    @Option(
            names = "--page",
            paramLabel = "FILE",
            description = "Write the page that checks a bundle in a browser, without network; the page inside a bundle"
                    + " may be forged with it. Needs no BUNDLE.")
    private Path page;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "Public key (PEM) to trust; may be given several times. Without it and --trust-root the keys in "
                            + "GXP_HOME/trusted (default ~/.gxp/trusted) are trusted, and the roots in GXP_HOME/trusted/roots "
                            + "and in the file that GXP_TRUST_ROOTS names.")
    private List<Path> keys;

    @Option(
            names = "--trust-root",
            paramLabel = "FILE",
            description = "Root certificate (PEM): keys whose certificates lead to it are trusted as well. May be given"
                    + " several times.")
    private List<Path> roots = List.of();

    @Option(
            names = "--timestamp-root",
            paramLabel = "FILE",
            description = "Root certificate (PEM) of a time-stamp authority. May be given several times.")
    private List<Path> stampRoots = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder with the files that the bundle names by digest and does not hold: tables, files of"
                    + " steps, the model. Each is looked for under its recorded path, else by its content; one that is"
                    + " missing or another one fails the check \"data\". May be given several times.")
    private List<Path> data = List.of();

    @Option(
            names = "--previous",
            paramLabel = "BUNDLE",
            description = "Bundle of the run before: must hold itself, and be the one that BUNDLE names by its digest."
                    + " Given again, the one before that. Without it the link is not followed.")
    private List<Path> previous = List.of();

    @Option(names = "--format", defaultValue = "text", description = FORMAT)
    private Format format;

    @Override
    public Integer call() throws IOException, UsageException {
        if (page != null) {
            AtomicFile.write(page, VerifierPage.bytes());
            AtomicFile.share(page);
        }
        if (bundle == null) {
            return withoutBundle();
        }
        checkExists(bundle);
        for (Path earlier : previous) {
            checkExists(earlier);
        }
        for (Path folder : data) {
            if (!Files.isDirectory(folder)) {
                throw new UsageException("there is no folder " + folder + " with data: check --data");
            }
        }
        boolean named = keys != null || !roots.isEmpty();
        TrustStore trust = named
                ? TrustStore.of(keys == null ? new Path[0] : keys.toArray(Path[]::new))
                : Wiring.trust(environment());
        trust = trust.withRoots(roots).withTimeStampRoots(stampRoots);
        VerificationReport report = BundleVerifier.verify(
                bundle, trust, BundleVerifier.Options.defaults().withPrevious(previous));
        if (!data.isEmpty()) {
            report = DataCheck.add(report, bundle, data);
        }
        if (format == Format.JSON) {
            printJson(report);
        } else {
            print(report);
        }
        return report.ok() ? ExitCode.PASS : ExitCode.FAIL;
    }

    private static void checkExists(Path bundle) throws UsageException {
        if (!Files.exists(bundle)) {
            throw new UsageException("there is no bundle at " + bundle + ": give the path of a sealed zip");
        }
    }

    private int withoutBundle() throws UsageException {
        if (page == null) {
            throw new UsageException("nothing to verify: give the path of a sealed zip, or --page to write the page");
        }
        if (format == Format.JSON) {
            printJson(Map.of("page", page.toString(), "version", Product.NAME_AND_VERSION));
        } else {
            terminal().print(terminal().paint(Style.GOOD, "wrote") + "  " + Terminal.clean(page.toString()));
        }
        return ExitCode.PASS;
    }

    private void print(VerificationReport report) {
        for (VerificationReport.Check check : report.checks()) {
            boolean ok = check.status() == VerificationReport.Status.OK;
            String mark =
                    ok ? terminal().paint(Style.GOOD, "ok    ") : terminal().paint(Style.BAD, "FAILED");
            terminal().print(mark + "  " + Terminal.clean(check.name() + ": " + check.message()));
        }
        terminal()
                .print(
                        report.ok()
                                ? terminal().paint(Style.GOOD, "verified") + "  " + Terminal.clean(bundle.toString())
                                : terminal().paint(Style.BAD, "NOT VERIFIED") + "  "
                                        + Terminal.clean(bundle.toString()));
    }
}
