// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WideTest {
    private static BigInteger big(long... factors) {
        BigInteger product = BigInteger.ONE;
        for (long factor : factors) {
            product = product.multiply(BigInteger.valueOf(factor));
        }
        return product;
    }

    @Test
    void shouldAddProductsAsIntegersOfAnySizeDo() {
        Random random = new Random(7);
        Wide sum = new Wide();
        BigInteger expected = BigInteger.ZERO;
        for (int i = 0; i < 10_000; i++) {
            long a = random.nextLong() >>> 1 + random.nextInt(62);
            long b = random.nextLong() >>> 23 + random.nextInt(40);
            long c = random.nextLong() >>> 23 + random.nextInt(40);
            sum.add(a >>> 40, b, c);
            sum.add(a, b);
            expected = expected.add(big(a >>> 40, b, c)).add(big(a, b));
            assertThat(sum.value()).isEqualTo(expected);
        }
    }

    @Test
    void shouldHoldTheSquaresOfATrillionRows() {
        long rows = 1L << 40;
        Wide sum = new Wide();
        sum.add(rows, 2 * rows, 2 * rows);
        sum.add(Long.MAX_VALUE, Long.MAX_VALUE);

        assertThat(sum.value()).isEqualTo(big(rows, 2 * rows, 2 * rows).add(big(Long.MAX_VALUE, Long.MAX_VALUE)));
    }

    @Test
    void shouldCompareProductsThatDoNotFitInto64Bits() {
        Random random = new Random(8);
        for (int i = 0; i < 10_000; i++) {
            long a = random.nextLong() >>> 1;
            long b = random.nextLong() >>> 1 + random.nextInt(62);
            long c = random.nextBoolean() ? b : random.nextLong() >>> 1;
            long d = random.nextBoolean() ? a : random.nextLong() >>> 1;
            assertThat(Wide.compare(a, b, c, d))
                    .as("%d * %d, %d * %d", a, b, c, d)
                    .isEqualTo(big(a, b).compareTo(big(c, d)));
        }
    }
}
