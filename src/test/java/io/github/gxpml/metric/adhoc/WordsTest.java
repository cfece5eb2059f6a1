// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.gxpml.data.WrongCallException;
import io.github.gxpml.spec.FacetSpec;
import io.github.gxpml.spec.FacetSpec.Condition;
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

    @Test
    void shouldReadIntersectionsBandsAndEachValue() throws Exception {
        FacetSpec oldWomen = new FacetSpec(List.of(Condition.among("sex", List.of("F")), Condition.above("age", 75)));
        assertThat(Words.facet("sex=F & age>75")).isEqualTo(oldWomen);
        assertThat(Words.facet("sex=F&age>75")).isEqualTo(oldWomen);
        assertThat(Words.facet("\"sex\"=\"F\"  &  age>75")).isEqualTo(oldWomen);
        assertThat(Words.facet("age>60 & age<=75"))
                .isEqualTo(new FacetSpec(List.of(Condition.above("age", 60), Condition.upTo("age", 75))));
        assertThat(Words.facet("age<=18")).isEqualTo(new FacetSpec(List.of(Condition.upTo("age", 18))));
        assertThat(Words.facet("sex=* & region=N,S"))
                .isEqualTo(new FacetSpec(List.of(Condition.each("sex"), Condition.among("region", List.of("N", "S")))));
        assertThat(Words.facet("sex=\"*\"")).isEqualTo(createFacet("sex", "*"));
        assertThat(Words.facet("dept=\"R&D\"")).isEqualTo(createFacet("dept", "R&D"));
    }

    /** Evidence names facets: two that differ must never be called the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sex=F",
                "region=N,S",
                "region=\"N,S\"",
                "age>75",
                "age<=-0.5",
                "sex=* & age>60 & age<=75",
                "sex=\"*\"",
                "\"a=b\"=\"x,y\",z",
                "\"a & b\"=\"\"\"q\"\"\" & \"c<d\">1.0E20",
                "a b=\" F \""
            })
    void shouldReadTheNameOfEveryFacetBack(String name) throws Exception {
        assertThat(Words.facet(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sex=F &",
                "& sex=F",
                "sex=F & & age>75",
                "sex=F & age",
                "sex=F x & \"age>75",
                "age<75",
                "age<=",
                "age<=x & sex=F",
                "age=<5&",
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
