// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.gxpml.data.WrongCallException;
import io.github.gxpml.spec.FacetSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @Test
    void shouldReadFacets() throws Exception {
        assertThat(Words.facet("sex=F")).isEqualTo(createFacet("sex", "F"));
        assertThat(Words.facet("region=N,S")).isEqualTo(createFacet("region", "N", "S"));
        assertThat(Words.facet("age>75")).isEqualTo(new FacetSpec("age", List.of(), Optional.of(75.0)));
        assertThat(Words.facet("t> -1.5e1")).isEqualTo(new FacetSpec("t", List.of(), Optional.of(-15.0)));
    }

    @Test
    void shouldReadQuotedNamesAndValues() throws Exception {
        assertThat(Words.facet("\"a=b>c,d\"=\"x,y\",\"say \"\"hi\"\"\",z"))
                .isEqualTo(createFacet("a=b>c,d", "x,y", "say \"hi\"", "z"));
        assertThat(Words.facet("a\"; drop table x; --=1")).isEqualTo(createFacet("a\"; drop table x; --", "1"));
        assertThat(Words.facet("naïve col=a=b>c")).isEqualTo(createFacet("naïve col", "a=b>c"));
        assertThat(Words.names("a, b,\"c,d\"")).containsExactly("a", " b", "c,d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sex",
                "=F",
                "sex=",
                "sex=F,",
                "sex=,F",
                ">5",
                "age>",
                "age>x",
                "age>NaN",
                "age>Infinity",
                "age>=75",
                "\"sex=F",
                "\"sex\"x=F",
                "sex=\"F\"x",
                "\"\"=F",
                "sex=\"F"
            })
    void shouldRefuseWhatIsNoFacet(String text) {
        assertThatExceptionOfType(WrongCallException.class)
                .isThrownBy(() -> Words.facet(text))
                .withMessageContaining("`" + text + "`")
                .withMessageContaining("COL=V");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "a,", "\"a", "\"a\"b"})
    void shouldRefuseWhatIsNoListOfNames(String text) {
        assertThatExceptionOfType(WrongCallException.class).isThrownBy(() -> Words.names(text));
    }

    private static FacetSpec createFacet(String column, String... values) {
        return new FacetSpec(column, List.of(values), Optional.empty());
    }
}
