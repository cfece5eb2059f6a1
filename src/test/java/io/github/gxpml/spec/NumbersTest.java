// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void shouldReadWhatTheCoreSchemaWrites() {
        assertThat(Numbers.decimal("0x1F")).isEqualTo(31);
        assertThat(Numbers.decimal("0o17")).isEqualTo(15);
        assertThat(Numbers.decimal("017")).isEqualTo(17);
        assertThat(Numbers.decimal("+.5")).isEqualTo(0.5);
        assertThat(Numbers.decimal("-.INF")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Numbers.decimal(".NaN")).isNaN();
    }

    @Test
    void shouldReadWholeNumbersExactlyOrNotAtAll() {
        assertThat(Numbers.exact("9223372036854775807")).contains(Long.MAX_VALUE);
        assertThat(Numbers.exact("9223372036854775808")).isEmpty();
        assertThat(Numbers.exact("42.0")).contains(42L);
        assertThat(Numbers.exact("4.5")).isEmpty();
        assertThat(Numbers.exact("1e999999999")).isEmpty();
        assertThat(Numbers.exact("0e999999999")).contains(0L);
    }

    @Test
    void shouldTellANumberThatVanishesFromZero() {
        assertThat(Numbers.vanishes("1e-999")).isTrue();
        assertThat(Numbers.vanishes("0e-999")).isFalse();
        assertThat(Numbers.vanishes("0.000")).isFalse();
    }
}
