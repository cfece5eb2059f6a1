// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0.8612, 0.861",
        "480, 480",
        "0, 0",
        "-0.0, 0",
        "1.2e-05, 1.2e-05",
        "0.000996, 1.0e-03",
        "0.93, 0.930",
        "-0.0412, -0.041",
        "7543.6, 7544",
        "12.3456, 12.346",
        "0.9996, 1.000",
        "1e15, 1000000000000000",
        "3.14e-320, 3.1e-320",
        "-2e-7, -2.0e-07"
    })
    void shouldPrintNumbers(double number, String text) {
        assertThat(Numbers.text(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.8, 0.80", "1.25, 1.25", "0, 0", "0.075, 0.075", "100, 100", "-0.1, -0.10", "1e-4, 0.00010"})
    void shouldPrintLimits(double limit, String text) {
        assertThat(Numbers.limit(limit)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.7996, 0.8, 0.7996",
        "0.79999, 0.8, 0.79999",
        "0.8, 0.8, 0.800",
        "0.7, 0.8, 0.700",
        "0.80004, 0.8, 0.80004"
    })
    void shouldPrintOnWhichSideOfALimitANumberLies(double number, double limit, String text) {
        assertThat(Numbers.beside(number, limit)).isEqualTo(text);
    }

    @Test
    void shouldNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Numbers.text(1234.5)).isEqualTo("1234");
            assertThat(Numbers.text(0.5)).isEqualTo("0.500");
        } finally {
            Locale.setDefault(before);
        }
    }
}
