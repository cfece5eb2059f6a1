// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalsTest {
    private static Share share(long count, long total) {
        return new Share(count, total, "rows");
    }

    private static void check(Interval interval, double lower, double upper, double precision) {
        assertThat(interval.lower()).isCloseTo(lower, within(precision));
        assertThat(interval.upper()).isCloseTo(upper, within(precision));
    }

    @Test
    void shouldGiveTheNormalQuantile() {
        assertThat(Intervals.z(0.95)).isCloseTo(1.959963984540054, within(1e-13));
        assertThat(Intervals.z(0.9)).isCloseTo(1.6448536269514722, within(1e-13));
    }

    /** Newcombe 1998, Stat Med 17:857, table I, method 3: 81/263, 15/148, 0/20, 1/29. */
    @Test
    void shouldGiveThePublishedIntervalsOfAProportion() {
        check(Intervals.wilson(share(81, 263), 0.95), 0.2553, 0.3662, 5e-5);
        check(Intervals.wilson(share(15, 148), 0.95), 0.0624, 0.1605, 5e-5);
        check(Intervals.wilson(share(0, 20), 0.95), 0, 0.1611, 5e-5);
        check(Intervals.wilson(share(1, 29), 0.95), 0.0061, 0.1718, 5e-5);
    }

    /** Newcombe 1998, Stat Med 17:873, table II, method 10: 56/70 - 48/80, 9/10 - 3/10, 10/10 - 0/10. */
    @Test
    void shouldGiveThePublishedIntervalsOfADifference() {
        check(Intervals.newcombe(share(56, 70), share(48, 80), 0.95), 0.0524, 0.3339, 5e-5);
        check(Intervals.newcombe(share(9, 10), share(3, 10), 0.95), 0.1705, 0.8090, 5e-5);
        check(Intervals.newcombe(share(10, 10), share(0, 10), 0.95), 0.6075, 1, 5e-5);
    }

    @Test
    void shouldNeverHaveAnIntervalOfZeroWidthForARate() {
        for (long n = 1; n < 50; n++) {
            for (long k : new long[] {0, n / 2, n}) {
                Interval wilson = Intervals.wilson(share(k, n), 0.95);
                assertThat(wilson.lower()).isLessThan(wilson.upper());
                assertThat((double) k / n).isBetween(wilson.lower(), wilson.upper());
                Interval ratio = Intervals.ratio(share(k, n), share(n, n), 0.95);
                assertThat(ratio.lower()).isLessThan(ratio.upper());
                assertThat((double) k / n).isBetween(ratio.lower(), ratio.upper());
                Interval difference = Intervals.newcombe(share(k, n), share(n, n), 0.95);
                assertThat(difference.lower()).isLessThan(difference.upper());
            }
        }
    }

    @Test
    void shouldNameTheMethodOfARatio() {
        assertThat(Intervals.ratio(share(3, 10), share(5, 10), 0.95).method()).isEqualTo("log-ratio");
        assertThat(Intervals.ratio(share(0, 10), share(5, 10), 0.95).method()).isEqualTo("ratio-wilson");
        // 3 of 3 against 3 of 3: Wilson's lower bound of 3/3, and by hand (1 + sqrt(1 - 0.6847)) / 0.6847
        check(Intervals.ratio(share(3, 3), share(3, 3), 0.95), 0.4385, 2.2806, 5e-4);
    }

    @Test
    void shouldMakeTheRatioSymmetric() {
        Interval one = Intervals.ratio(share(3, 10), share(5, 12), 0.95);
        Interval other = Intervals.ratio(share(5, 12), share(3, 10), 0.95);
        check(other, 1 / one.upper(), 1 / one.lower(), 1e-12);
    }
}
