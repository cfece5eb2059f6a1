// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gxpml.spec.ReproducibilitySpec.Tolerance;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReproducibilitySpecTest {
    @Test
    void shouldReadEveryWordForAClass() throws SpecException {
        assertThat(require("identical-artifact")).isEqualTo(ReproducibilityClass.BIT_IDENTICAL);
        for (ReproducibilityClass one : ReproducibilityClass.values()) {
            if (one != ReproducibilityClass.DIFFERENT) {
                assertThat(require(one.word())).isEqualTo(one);
            }
        }
        assertThat(problems("  retrain: {require: different}", "")).hasSize(1);
    }

    @Test
    void shouldReadToleranceSeedsAndEnvironment() throws SpecException {
        ReproducibilitySpec spec = parse("""
                          retrain: {require: metrics-within-tolerance, tolerance: {roc_auc: 0.01}}
                          seeds: {numpy: 7}
                          environment: {java: 17, threads: 4, libraries: {numpy: 1.26}}
                        """, "libraries: [numpy]").reproducibility();

        assertThat(spec.retrain().orElseThrow().tolerance()).contains(new Tolerance(0, Map.of("roc_auc", 0.01)));
        assertThat(spec.retrain().orElseThrow().tolerance().orElseThrow().of("brier"))
                .isZero();
        assertThat(spec.seeds()).isEqualTo(Map.of("numpy", 7L));
        assertThat(spec.environment()).isEqualTo(Map.of("java", "17", "threads", "4", "library numpy", "1.26"));
        assertThat(parse("  retrain: {tolerance: 0.5}", "")
                        .reproducibility()
                        .retrain()
                        .orElseThrow()
                        .tolerance()
                        .orElseThrow()
                        .of("any"))
                .isEqualTo(0.5);
    }

    @Test
    void shouldSayWhatIsMissingOrNotLookedAt() {
        assertThat(problems("  retrain: {require: metrics-within-tolerance}", ""))
                .containsExactly("`require: metrics-within-tolerance` needs a `tolerance`");
        assertThat(problems("  seeds: {nunpy: 7}", "libraries: [numpy]"))
                .containsExactly("`seeds` names \"nunpy\", and `train.libraries` does not");
        assertThat(problems("  environment: {threads: many}", "")).hasSize(1);
        assertThat(problems("  retrain: {tolerance: -1}", "")).hasSize(1);
    }

    @Test
    void shouldKeepLibrariesForCommands() {
        String embedded =
                text("  seeds: {numpy: 7}", "libraries: [numpy]").replace("with: process, command: [sh], ", "");

        assertThat(problems(embedded))
                .containsExactlyInAnyOrder(
                        "`libraries` is for `with: process`, and the embedded trainer would ignore it",
                        "`seeds` is for training code of your own, and the embedded trainer has the one in `train.seed`");
    }

    private static ReproducibilityClass require(String word) throws SpecException {
        return parse("  retrain: {require: " + word + ", tolerance: 1}", "")
                .reproducibility()
                .retrain()
                .orElseThrow()
                .require();
    }

    private static List<String> problems(String section, String train) {
        return problems(text(section, train));
    }

    private static List<String> problems(String text) {
        SpecException refused = catchThrowableOfType(
                SpecException.class, () -> SpecLoader.parse(text.getBytes(StandardCharsets.UTF_8), "gxp.yaml"));
        return refused.problems().stream().map(Problem::message).toList();
    }

    private static Spec parse(String section, String train) throws SpecException {
        return SpecLoader.parse(text(section, train).getBytes(StandardCharsets.UTF_8), "gxp.yaml");
    }

    private static String text(String section, String train) {
        return """
                gxp: 1
                model: {name: m, intendedUse: None., riskClass: research}
                data: {key: id, label: {column: y, positive: 1}, features: [x], tables: {train: {path: train.csv}}}
                train: {with: process, command: [sh], seed: 42, %s}
                reproducibility:
                """.formatted(train) + section + "\n";
    }
}
