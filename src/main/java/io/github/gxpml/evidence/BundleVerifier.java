// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.VerificationReport.Check;
import io.github.gxpml.evidence.VerificationReport.Status;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Judge;
import io.github.gxpml.metric.MetricValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Decides offline whether a bundle is to be believed: from its bytes, a judge of gates and the public keys that are
 * trusted, and from nothing else. Writes nothing. Whatever goes wrong while checking is a failed check.
 */
public final class BundleVerifier {
    private static final String CONTAINER = "container";

    /** What a check does; anything it throws is a problem. */
    @FunctionalInterface
    private interface Examination {
        void examine(Inspection in, Findings findings) throws IOException;
    }

    private record Step(String name, Examination examination) {}

    private static final List<Step> STEPS = List.of(
            new Step("bagit", BagChecks::bagit),
            new Step("manifest", BagChecks::manifest),
            new Step("tag-manifest", BagChecks::tagManifest),
            new Step("signature", SealChecks::signature),
            new Step("time-stamp", SealChecks::timeStamp),
            new Step("seal", SealChecks::seal),
            new Step("seal-chain", SealChecks::chain),
            new Step("previous-run", RunChainChecks::previousRun),
            new Step("documents", RecordChecks::documents),
            new Step("audit", RecordChecks::audit),
            new Step("gates", GateChecks::gates),
            new Step("metrics", MetricChecks::metrics),
            new Step("verdicts", RecordChecks::verdicts),
            new Step("reproducibility", ReproducibilityChecks::reproducibility),
            new Step("trace", TraceChecks::trace),
            new Step("state", RecordChecks::state),
            new Step("not-checked", RecordChecks::notChecked),
            new Step("attestations", AttestationChecks::attestations),
            new Step("waivers", WaiverChecks::waivers),
            new Step("approvals", ApprovalChecks::approvals));

    /**
     * Limits, and the judge.
     *
     * @param maxBytes most bytes that a bundle may unpack to
     * @param maxEntries most files that a bundle may hold
     * @param maxRatio most times that a large file may be larger than it is packed
     * @param maxDocumentBytes largest manifest or document that is read whole
     * @param judge judges a gate on a number
     * @param fileName name that the zip goes by; absent for a folder
     * @param previous bundle of the run before, then that of the run before it, and so on; empty if none is compared
     */
    public record Options(
            long maxBytes,
            int maxEntries,
            int maxRatio,
            int maxDocumentBytes,
            BiFunction<Gate, MetricValue, GateResult> judge,
            Optional<String> fileName,
            List<Path> previous) {
        /** Copies the list. */
        public Options {
            previous = List.copyOf(previous);
        }

        /**
         * Returns the usual limits: 4 GiB, 250,000 files, ratio 200 (of files above 64 MiB), 64 MiB for a document.
         *
         * @return options
         */
        public static Options defaults() {
            return new Options(4L << 30, 250_000, 200, 64 << 20, Judge::judge, Optional.empty(), List.of());
        }

        /**
         * Returns options with another judge.
         *
         * @param other the judge
         * @return a copy
         */
        public Options withJudge(BiFunction<Gate, MetricValue, GateResult> other) {
            return new Options(maxBytes, maxEntries, maxRatio, maxDocumentBytes, other, fileName, previous);
        }

        /**
         * Returns options that compare with the bundles of earlier runs.
         *
         * @param earlier the bundle of the run before, then that of the run before it, and so on
         * @return a copy
         */
        public Options withPrevious(List<Path> earlier) {
            return new Options(maxBytes, maxEntries, maxRatio, maxDocumentBytes, judge, fileName, earlier);
        }

        private Options named(Path zip) {
            return new Options(
                    maxBytes,
                    maxEntries,
                    maxRatio,
                    maxDocumentBytes,
                    judge,
                    Optional.of(zip.getFileName().toString()),
                    previous);
        }
    }

    private BundleVerifier() {}

    /**
     * Names every check.
     *
     * @return in the order of checking
     */
    public static List<String> checks() {
        return Stream.concat(Stream.of(CONTAINER), STEPS.stream().map(Step::name))
                .toList();
    }

    /**
     * Names the files beside {@code data}.
     *
     * @return sorted
     */
    public static List<String> tagFiles() {
        return BagLayout.TAG_FILES;
    }

    /**
     * Verifies a bundle.
     *
     * @param bundle the zip, or the folder that it was unzipped to
     * @param trust the keys that are believed
     * @param options limits
     * @return what was found; never throws for anything that is wrong with the bundle
     */
    public static VerificationReport verify(Path bundle, TrustStore trust, Options options) {
        try (Contents contents = open(bundle, options)) {
            return verify(inspect(bundle, contents, trust, options));
        } catch (IOException | RuntimeException e) {
            return unreadable(bundle, e);
        }
    }

    static Inspection inspect(Path bundle, Contents contents, TrustStore trust, Options options) {
        return new Inspection(contents, trust, contents instanceof ZipContents ? options.named(bundle) : options);
    }

    static Contents open(Path bundle, Options options) throws IOException {
        return Files.isDirectory(bundle) ? FolderContents.read(bundle, options) : ZipContents.read(bundle, options);
    }

    static VerificationReport verify(Inspection in) {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check(CONTAINER, Status.OK, in.contents().files().size() + " files, none out of place"));
        for (Step step : STEPS) {
            checks.add(run(step, in));
        }
        return new VerificationReport(checks, bundle(in), manifest(in), key(in));
    }

    private static Check run(Step step, Inspection in) {
        Findings findings = new Findings();
        try {
            step.examination.examine(in, findings);
        } catch (IOException | RuntimeException e) {
            findings.problem(EvidenceException.reason(e));
        }
        return findings.check(step.name);
    }

    private static VerificationReport unreadable(Path bundle, Exception e) {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check(CONTAINER, Status.FAILED, bundle.getFileName() + ": " + EvidenceException.reason(e)));
        for (Step step : STEPS) {
            checks.add(new Check(step.name, Status.NOT_RUN, "not looked at, because the container is not sound"));
        }
        return new VerificationReport(checks, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Optional<BundleDocument> bundle(Inspection in) {
        try {
            return Optional.of(in.bundle());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> manifest(Inspection in) {
        return Optional.ofNullable(in.contents().files().get(BagLayout.MANIFEST))
                .map(Contents.Found::sha256);
    }

    private static Optional<String> key(Inspection in) {
        try {
            return Optional.of(in.envelope().keyId());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
