// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database is the reference. */
class NumberTextTest {
    @TempDir
    Path folder;

    private static final List<String> HARD = List.of(
            "1d",
            "1f",
            "1L",
            "0x10",
            "0x1p3",
            "1_000",
            "1__0",
            "1_",
            "_1",
            "1_.5",
            "1._5",
            "1.5_5",
            "1e1_0",
            "1_e5",
            " 1 ",
            "\t1\n",
            "\u00a01",
            "+5",
            "+-5",
            "-+5",
            "++5",
            "- 5",
            "1.",
            ".5",
            "-.5",
            ".",
            "-",
            "",
            "1e",
            "1e+",
            "e5",
            ".e1",
            "5.e1",
            "1e5.5",
            "nan",
            "NaN",
            "-nan",
            "+NAN",
            "nan(1)",
            "nan()",
            "inf",
            "-Inf",
            "+infinity",
            "infinit",
            "infinity ",
            "1e400",
            "-1e999",
            "1e-400",
            "0e999",
            "4.9e-324",
            "2.4e-324",
            "9007199254740993",
            "1.7976931348623159e308",
            "1..2",
            "1,5",
            "\uff11",
            "\u0661",
            "true",
            "1 2",
            "00012",
            "-0",
            "1%",
            "1\0");

    private DuckSession createSession() throws DataException {
        return new DuckSession(folder, new EmbeddedEngine.Limits(256, 1));
    }

    private static OptionalDouble theirs(DuckSession session, String text) throws DataException {
        return session.one(
                "SELECT as_number(" + Sql.literal(text) + ")",
                row -> row.isNull(1) ? OptionalDouble.empty() : OptionalDouble.of(row.number(1)));
    }

    @Test
    void shouldTakeForNumbersWhatTheDatabaseTakes() throws Exception {
        List<String> texts = new ArrayList<>(HARD);
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            String letters = "0019.._eE+- dn";
            texts.add(random.ints(1 + random.nextInt(7), 0, letters.length())
                    .mapToObj(c -> String.valueOf(letters.charAt(c)))
                    .collect(Collectors.joining()));
        }
        try (DuckSession session = createSession()) {
            for (String text : texts) {
                assertThat(NumberText.read(text)).as(text).isEqualTo(theirs(session, text));
            }
        }
    }

    @Test
    void shouldWriteNumbersAsTheDatabaseDoes() throws Exception {
        List<Double> numbers = new ArrayList<>(List.of(
                0.0,
                -0.0,
                1.0,
                0.1,
                1e15,
                1e16,
                123456789012345680.0,
                1e-4,
                1e-5,
                2e23,
                2e-3,
                4.9e-324,
                1.5e300,
                Double.MAX_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                1.0 / 3,
                2.0 / 3));
        Random random = new Random(6);
        for (int i = 0; i < 500; i++) {
            numbers.add(Double.longBitsToDouble(random.nextLong()));
            numbers.add(random.nextGaussian());
            numbers.add(Math.rint(random.nextGaussian() * 1000) / 100);
        }
        try (DuckSession session = createSession()) {
            for (double number : numbers) {
                assertThat(NumberText.of(number))
                        .isEqualTo(session.one("SELECT number_text(" + Sql.literal(number) + ")", row -> row.text(1)));
                assertThat(NumberText.of((float) number))
                        .isEqualTo(session.one(
                                "SELECT number_text(CAST(" + Sql.literal((double) (float) number) + " AS FLOAT))",
                                row -> row.text(1)));
            }
        }
    }
}
