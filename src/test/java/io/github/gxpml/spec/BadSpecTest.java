// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of the folder {@code bad} is one bad spec; the .txt beside it holds all that is said about it. */
class BadSpecTest {
    static Stream<Path> specs() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void shouldTellEveryProblemAtItsPlace(Path spec) throws IOException {
        Path expected = spec.resolveSibling(spec.getFileName().toString().replace(".yaml", ".txt"));

        var thrown = catchThrowableOfType(SpecException.class, () -> SpecLoader.load(spec));

        assertThat(thrown).as("a spec that must not load").isNotNull();
        assertThat(thrown.problems()).allSatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(spec.toString());
            assertThat(problem.remedy()).isNotBlank();
        });
        assertThat(text(thrown)).isEqualTo(Files.readString(expected));
        assertThat(SpecLoader.check(
                        spec,
                        Set.of(
                                "roc_auc",
                                "ece",
                                "DI",
                                "RD",
                                "DPPL",
                                "psi",
                                "ks_p",
                                "completeness",
                                "m",
                                "ab_difference",
                                "constraint_violations",
                                "ensemble_spread",
                                "ensemble_disagreement",
                                "confidence_coverage",
                                "endpoint_cpu")))
                .isEqualTo(thrown.problems());
    }

    private static String text(SpecException thrown) {
        return thrown.problems().stream()
                .map(p -> p.line() + ":" + p.column() + ": " + p.message() + " - " + p.remedy() + "\n")
                .collect(Collectors.joining());
    }

    private static Path folder() {
        try {
            return Path.of(BadSpecTest.class.getResource("bad").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the folder of bad specs has no path", e);
        }
    }
}
