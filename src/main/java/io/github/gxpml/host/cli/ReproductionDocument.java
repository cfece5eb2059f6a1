// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.gate.Verdict;
import io.github.gxpml.lifecycle.Reproduction;
import io.github.gxpml.lineage.ReproducibilityDocument;
import java.util.List;
import java.util.Optional;

/**
 * What {@code gxp reproduce --format json} prints.
 *
 * @param verdict PASS if the required class was reached, FAIL if not, UNDECIDED if it could not be tried
 * @param exit the exit code
 * @param reached the class reached, as a spec writes it; absent if it could not be tried
 * @param required the class required, as a spec writes it; absent if it could not be tried
 * @param reason why
 * @param reproducibility both trainings and their comparison; absent if it could not be tried
 * @param notes what people should know
 * @param bundle the sealed result; absent if it could not be tried
 */
record ReproductionDocument(
        Verdict verdict,
        int exit,
        Optional<String> reached,
        Optional<String> required,
        String reason,
        Optional<ReproducibilityDocument> reproducibility,
        List<String> notes,
        Optional<RunDocument.KeptFile> bundle) {

    static ReproductionDocument of(Reproduction.Result result) {
        Verdict verdict = result.result().verdict();
        return new ReproductionDocument(
                verdict,
                ExitCode.of(verdict),
                result.document().reached().map(reached -> reached.word()),
                Optional.of(result.document().rules().required().word()),
                result.result().metric().detail(),
                Optional.of(result.document()),
                result.notes(),
                Optional.of(new RunDocument.KeptFile(result.bundle().toString(), result.bundleSha256())));
    }

    static ReproductionDocument undecided(String reason) {
        return new ReproductionDocument(
                Verdict.UNDECIDED,
                ExitCode.UNDECIDED,
                Optional.empty(),
                Optional.empty(),
                reason,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
