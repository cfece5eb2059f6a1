// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.metric.Bench;
import io.github.gxpml.metric.PartsBench;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The states of two parts of a table, added, are those of the table: of every metric of the catalogue. */
class MergedStatesTest {
    /**
     * Order, neighbours and repeated keys are those of all rows together; the outcome of an experiment is there only
     * once it is complete; a temperature is fitted on all rows, and scores are scaled with it.
     */
    private static final Set<Class<?>> OF_A_WHOLE_TABLE = Set.of(
            RankSums.class,
            RivalRanks.class,
            ScoreCurve.class,
            Flips.class,
            KeyCounts.class,
            Overlap.class,
            Arms.class,
            TemperatureFit.class,
            ScaledScores.class);

    /** The states that add up, of which each must have been there to be added. */
    private static final String[] ADDED = {
        "CategoryCounts",
        "ClassCounts",
        "ColumnProfile",
        "ConfidenceCounts",
        "Contents",
        "Groups",
        "MemberSums",
        "MemberVotes",
        "Moments",
        "NumberCounts",
        "Outcomes",
        "Residuals",
        "Rivals",
        "Strata",
        "Tails"
    };

    private static final double ROUNDING = Math.pow(2, -50);

    @TempDir
    Path folder;

    private final Set<String> added = new TreeSet<>();
    private final List<String> broken = new ArrayList<>();

    @Test
    void shouldAddUpWhateverAMetricIsComputedFrom() throws Exception {
        try (Bench bench = new Bench(folder)) {
            for (PartsBench.Parts parts : PartsBench.parts(bench)) {
                for (int i = 0; i < parts.whole().size(); i++) {
                    States whole = parts.whole().get(i);
                    compare(
                            "states",
                            whole,
                            parts.first().get(i),
                            parts.second().get(i));
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(added).containsExactlyInAnyOrder(ADDED);
    }

    private void compare(String where, Object whole, Object first, Object second) throws Exception {
        if (whole instanceof Optional<?> some) {
            if (some.isPresent()) {
                compare(where, some.get(), ((Optional<?>) first).orElse(null), ((Optional<?>) second).orElse(null));
            }
        } else if (whole instanceof Map<?, ?> map) {
            for (Object key : map.keySet()) {
                compare(where + "." + key, map.get(key), ((Map<?, ?>) first).get(key), ((Map<?, ?>) second).get(key));
            }
        } else if (whole instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                compare(where + "." + i, list.get(i), ((List<?>) first).get(i), ((List<?>) second).get(i));
            }
        } else if (whole instanceof Record state && !OF_A_WHOLE_TABLE.contains(state.getClass())) {
            record(where, state, first, second);
        }
    }

    private void record(String where, Record whole, Object first, Object second) throws Exception {
        Class<?> type = whole.getClass();
        Optional<Method> plus = plus(type);
        if (plus.isPresent()) {
            // a part without rows for it may have no state at all
            Object other = first == null ? second : first;
            Object sum = first == null || second == null ? other : plus.get().invoke(first, second);
            added.add(type.getSimpleName());
            if (!alike(whole, sum)) {
                broken.add(where + ": " + whole + " is not " + first + " and " + second);
            }
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            Method part = component.getAccessor();
            part.setAccessible(true);
            compare(where + "." + component.getName(), part.invoke(whole), part.invoke(first), part.invoke(second));
        }
    }

    /** Equal, but for sums of terms that were rounded to a unit which the largest term of the part gives. */
    private static boolean alike(Object whole, Object sum) throws Exception {
        if (whole instanceof Moments expected && sum instanceof Moments found && expected.n() > 0) {
            return expected.n() == found.n()
                    && expected.min().equals(found.min())
                    && expected.max().equals(found.max())
                    && near(expected.mean().orElseThrow(), found.mean().orElseThrow())
                    && near(
                            expected.deviation().orElseThrow(),
                            found.deviation().orElseThrow());
        }
        if (whole instanceof Exact expected && sum instanceof Exact found) {
            return near(expected.decimal().doubleValue(), found.decimal().doubleValue());
        }
        if (whole instanceof List<?> list && sum instanceof List<?> other) {
            boolean same = list.size() == other.size();
            for (int i = 0; same && i < list.size(); i++) {
                same = alike(list.get(i), other.get(i));
            }
            return same;
        }
        boolean composed = whole instanceof Tails || whole instanceof Residuals;
        return composed ? alike(parts(whole), parts(sum)) : whole.equals(sum);
    }

    private static List<Object> parts(Object state) throws Exception {
        List<Object> parts = new ArrayList<>();
        for (RecordComponent component : state.getClass().getRecordComponents()) {
            parts.add(component.getAccessor().invoke(state));
        }
        return parts;
    }

    private static boolean near(double expected, double found) {
        return Math.abs(expected - found) <= ROUNDING * Math.max(1, Math.abs(expected));
    }

    private static Optional<Method> plus(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals("plus") && method.getParameterCount() == 1) {
                method.setAccessible(true);
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }
}
