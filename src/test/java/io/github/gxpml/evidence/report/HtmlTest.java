// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void shouldEscapeTextAndAttributes() {
        var html = new Html().element("p", "<script>'&\"", "title", "\"><b onclick='x'>\n&amp;");

        assertThat(page(html))
                .contains("<p title=\"&quot;&gt;&lt;b onclick=&#39;x&#39;&gt;&#10;&amp;amp;\">")
                .contains("&lt;script&gt;&#39;&amp;&quot;</p>");
    }

    @Test
    void shouldRefuseWhatAReportNeverWrites() {
        for (String tag : new String[] {"script", "style", "iframe", "SCRIPT", "p class", "b>", "", "foreignobject"}) {
            assertThatThrownBy(() -> new Html().open(tag)).as(tag).isInstanceOf(IllegalArgumentException.class);
        }
        for (String[] attribute : new String[][] {
            {"onclick", "x"},
            {"style", "color:red"},
            {"src", "data:,"},
            {"href", "https://example.org"},
            {"href", "javascript:x"},
            {"a b", "x"}
        }) {
            assertThatThrownBy(() -> new Html().open("a", attribute))
                    .as(attribute[0])
                    .hasMessageContaining("the report never writes")
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldRefuseWrongNesting() {
        assertThatThrownBy(() -> new Html().open("p").open("b").close("p"))
                .hasMessage("cannot close <p>: the open element is <b>");
        assertThatThrownBy(() -> new Html().open("p").toBytes()).hasMessageContaining("open elements: [p]");
        assertThatThrownBy(() -> new Html().empty("span")).hasMessageContaining("open and close it");
    }

    @Test
    void shouldRefuseAStyleSheetThatLeavesThePage() {
        for (String css : new String[] {"</style><script>", "a{background:url(x)}", "@import 'x';", "&amp;"}) {
            assertThatThrownBy(() -> new Html().style(css)).as(css).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String page(Html html) {
        return new String(html.toBytes(), StandardCharsets.UTF_8);
    }
}
