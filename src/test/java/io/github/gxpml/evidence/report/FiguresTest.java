// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void shouldWriteNumbersAsTheyAreWrittenInASpec() {
        assertThat(List.of(0.8, 0.0, -0.0, 12000.0, -0.1, 2.5e-7, 1e308, 0.30000000000000004, 1234567.5))
                .extracting(Figures::plain)
                .containsExactly(
                        "0.8", "0", "0", "12,000", "-0.1", "2.5e-7", "1e308", "0.30000000000000004", "1234567.5");
    }

    @Test
    void shouldRoundForReading() {
        assertThat(List.of(0.86172, 1.0711, 12.346, 123.456, 4512.7, 0.000321, 0.0000321, 3.0, -0.0904, 1.7e308))
                .extracting(number -> Figures.rounded(number, List.of()))
                .containsExactly(
                        "0.862", "1.071", "12.35", "123.5", "4,513", "0.00032", "3.21e-5", "3", "-0.090", "1.7e308");
    }

    @Test
    void shouldWriteAnOpenEnd() {
        assertThat(Figures.plain(Double.NEGATIVE_INFINITY)).isEqualTo("-\u221E");
        assertThat(Figures.rounded(Double.POSITIVE_INFINITY, List.of(0.8))).isEqualTo("\u221E");
    }

    @Test
    void shouldNeverRoundAcrossALimit() {
        assertThat(Figures.rounded(0.79996, List.of(0.8))).isEqualTo("0.79996");
        assertThat(Figures.rounded(0.80004, List.of(0.8))).isEqualTo("0.80004");
        assertThat(Figures.rounded(Math.nextDown(0.8), List.of(0.8))).isEqualTo("0.7999999999999999");
    }

    @Test
    void shouldShowEveryNumberOnItsOwnSideOfTheLimit() {
        var random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            double limit = Math.rint(random.nextGaussian() * 100) / 100;
            double number = limit + random.nextGaussian() * Math.pow(10, -random.nextInt(18));
            double shown =
                    new BigDecimal(Figures.rounded(number, List.of(limit)).replace(",", "")).doubleValue();
            assertThat(Double.compare(shown, limit + 0.0))
                    .as("%s beside %s shown as %s", number, limit, shown)
                    .isEqualTo(Double.compare(number + 0.0, limit + 0.0));
        }
    }

    @Test
    void shouldWriteSizesTimesAndShares() {
        assertThat(List.of(0L, 999L, 1843L, 999_960L, 2_147_483_648L))
                .extracting(Figures::size)
                .containsExactly("0 B", "999 B", "1.8 kB", "1.0 MB", "2.1 GB");
        assertThat(Figures.percent(503, 4512)).isEqualTo("11.1 %");
        assertThat(Figures.percent(0.95, 1)).isEqualTo("95 %");
        assertThat(Figures.percent(1, 1)).isEqualTo("100 %");
        assertThat(Figures.utc(Instant.parse("2026-11-23T05:00:00.9Z"))).isEqualTo("2026-11-23 05:00:00 UTC");
        assertThat(Figures.local(Instant.parse("2026-11-23T05:00:00Z"), "Europe/Berlin"))
                .hasValue("2026-11-23 06:00:00 +01:00");
        assertThat(Figures.local(Instant.EPOCH, "no such/zone")).isEmpty();
        assertThat(List.of(1900L, 185_000L, 7_260_000L))
                .extracting(Duration::ofMillis)
                .extracting(Figures::duration)
                .containsExactly("1.9 s", "3 min 5 s", "2 h 1 min");
        assertThat(Figures.word(2)).isEqualTo("two");
        assertThat(Figures.word(1300)).isEqualTo("1,300");
    }
}
