// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.VerificationReport.Check;
import io.github.gxpml.evidence.VerificationReport.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks a bundle against the bundles of earlier runs: each must be the one that the run after it names. */
final class RunChainChecks {
    private RunChainChecks() {}

    static void previousRun(Inspection in, Findings findings) throws IOException {
        BundleDocument bundle = in.bundle();
        Optional<String> named = bundle.previousRun();
        List<Path> given = in.options().previous();
        if (given.isEmpty()) {
            findings.good(named.map(digest -> "names the run before by the digest " + BagName.shown(digest)
                            + ", which was not followed: pass --previous BUNDLE")
                    .orElse("names no run before it"));
            return;
        }
        String file = BagName.shown(given.get(0).getFileName().toString());
        if (named.isEmpty()) {
            findings.problem(bundle.identifier() + " names no run before it, so that " + file + " proves nothing");
            return;
        }
        try (Contents contents = BundleVerifier.open(given.get(0), in.options())) {
            Inspection earlier = BundleVerifier.inspect(
                    given.get(0), contents, in.trust(), in.options().withPrevious(given.subList(1, given.size())));
            follows(bundle, named.get(), earlier, file, findings);
        } catch (IOException | RuntimeException e) {
            findings.problem(file + " cannot be read: " + EvidenceException.reason(e));
        }
        findings.good("follows from " + given.size() + " earlier runs, the last of them in " + file);
    }

    private static void follows(BundleDocument bundle, String named, Inspection earlier, String file, Findings findings)
            throws IOException {
        BundleDocument before = earlier.bundle();
        String wanted = bundle.model() + "-" + (bundle.run() - 1);
        findings.problemIf(
                !before.identifier().equals(wanted),
                file + " holds " + BagName.shown(before.identifier()) + ", the run before " + bundle.identifier()
                        + " is " + BagName.shown(wanted));
        findings.problemIf(
                !isSeal(earlier, named),
                "the run before is named by the digest " + BagName.shown(named) + ", which is no seal in " + file);
        VerificationReport report = BundleVerifier.verify(earlier);
        findings.problemIf(!report.ok(), file + " does not hold itself: " + why(report));
    }

    /** A run may have been sealed again after the next one began, so the seal that is named may be an earlier one. */
    private static boolean isSeal(Inspection earlier, String named) {
        return earlier.contents().files().entrySet().stream()
                .filter(file -> file.getKey().equals(BagLayout.MANIFEST)
                        || file.getKey().startsWith(BagLayout.DATA + "/" + BagLayout.SEALS))
                .anyMatch(file -> file.getValue().sha256().equals(named));
    }

    private static String why(VerificationReport report) {
        return report.checks().stream()
                .filter(check -> check.status() != Status.OK)
                .map(RunChainChecks::told)
                .collect(Collectors.joining("; "));
    }

    private static String told(Check check) {
        return check.name() + ": " + check.message();
    }
}
