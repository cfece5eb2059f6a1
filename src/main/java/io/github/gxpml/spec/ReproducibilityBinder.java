// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import io.github.gxpml.spec.ReproducibilitySpec.Retrain;
import io.github.gxpml.spec.ReproducibilitySpec.Tolerance;
import io.github.gxpml.spec.ReproducibilitySpec.UnitTests;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Turns the section {@code reproducibility} of a file without problems into a record. */
final class ReproducibilityBinder {
    /** What bit-identical was called before there were other classes. */
    private static final String FORMER = "identical-artifact";

    private ReproducibilityBinder() {}

    static ReproducibilitySpec bind(Part part) {
        return new ReproducibilitySpec(
                Binder.present(part.at("retrain")).map(ReproducibilityBinder::retrain),
                Binder.present(part.at("unitTests")).map(ReproducibilityBinder::unitTests),
                seeds(part.at("seeds")),
                environment(part.at("environment")));
    }

    private static Retrain retrain(Part part) {
        boolean former = part.at("require").text("").equals(FORMER);
        return new Retrain(
                (int) (long) part.at("runs").whole().orElse(Defaults.RUNS),
                former
                        ? ReproducibilityClass.BIT_IDENTICAL
                        : part.at("require").constant(ReproducibilityClass.class, Defaults.REQUIRE),
                tolerance(part.at("tolerance")));
    }

    private static Optional<Tolerance> tolerance(Part part) {
        if (!part.isMapping()) {
            return part.number().map(all -> new Tolerance(all, Map.of()));
        }
        var metrics = new LinkedHashMap<String, Double>();
        part.entries().forEach((metric, value) -> value.number().ifPresent(number -> metrics.put(metric, number)));
        return Optional.of(new Tolerance(0, metrics));
    }

    private static UnitTests unitTests(Part part) {
        return new UnitTests(
                part.at("command").texts(),
                Binder.required(part.at("junit")),
                part.at("tag").text(Defaults.TAG),
                (int) (long) part.at("minimum").whole().orElse(Defaults.MINIMUM_TESTS),
                Durations.of(part.at("timeLimit").text(Defaults.TEST_TIME_LIMIT)));
    }

    private static Map<String, Long> seeds(Part part) {
        var seeds = new LinkedHashMap<String, Long>();
        part.entries().forEach((library, seed) -> seed.whole().ifPresent(whole -> seeds.put(library, whole)));
        return seeds;
    }

    private static Map<String, String> environment(Part part) {
        var entries = new LinkedHashMap<String, String>();
        part.entries().forEach((entry, value) -> value.text().ifPresent(text -> entries.put(entry, text)));
        part.at("libraries")
                .entries()
                .forEach((library, version) ->
                        version.text().ifPresent(text -> entries.put(ReproducibilitySpec.LIBRARY + library, text)));
        return entries;
    }
}
