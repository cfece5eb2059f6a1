// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Contrast after WCAG 2.2, success criteria 1.4.3 (text, 4.5) and 1.4.11 (graphics, 3). */
class PaletteTest {
    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});");
    private static final List<String> TEXT = List.of(
            "ink on paper",
            "ink on wash",
            "ink on pass-wash",
            "ink on fail-wash",
            "ink on open-wash",
            "soft on paper",
            "soft on wash",
            "soft on open-wash",
            "soft on band",
            "link on paper",
            "link on open-wash",
            "pass on paper",
            "pass on pass-wash",
            "pass on fail-wash",
            "pass on open-wash",
            "fail on paper",
            "fail on wash",
            "fail on pass-wash",
            "fail on fail-wash",
            "fail on open-wash",
            "open on paper",
            "open on pass-wash",
            "open on fail-wash",
            "open on open-wash");
    private static final List<String> GRAPHICS = List.of(
            "ink on band",
            "pass on band",
            "fail on band",
            "open on band",
            "limit on paper",
            "limit on band",
            "soft on paper",
            "link on paper",
            "link on band",
            "soft on open-wash");

    @Test
    void shouldHaveEnoughContrastInBothThemes() throws IOException {
        String css = css();
        int dark = css.indexOf("@media screen and (prefers-color-scheme: dark)");
        for (Map<String, String> theme : List.of(colours(css.substring(0, dark)), colours(css.substring(dark)))) {
            assertThat(theme).containsKeys("paper", "ink", "soft", "link", "pass", "fail", "open", "band", "limit");
            TEXT.forEach(
                    pair -> assertThat(contrast(theme, pair)).as(pair + theme).isGreaterThanOrEqualTo(4.5));
            GRAPHICS.forEach(
                    pair -> assertThat(contrast(theme, pair)).as(pair + theme).isGreaterThanOrEqualTo(3));
        }
    }

    @Test
    void shouldColourPicturesOnPaperAsOnThePage() throws IOException {
        String css = css();
        Map<String, String> light = colours(css.substring(0, css.indexOf("@media screen and (prefers-color-scheme")));

        assertThat(light).containsAllEntriesOf(PrintPicture.PALETTE);
        assertThat(PrintPicture.INKS.values().stream().flatMap(List::stream).filter(value -> value.startsWith("#")))
                .isNotEmpty()
                .isSubsetOf(PrintPicture.PALETTE.values());
    }

    @Test
    void shouldPrintInTheColoursOfThePage() throws IOException {
        String css = css();
        Map<String, String> light = colours(css.substring(0, css.indexOf("@media screen and (prefers-color-scheme")));

        assertThat(Pattern.compile("#[0-9a-fA-F]{3,8}\\b")
                        .matcher(css("report-print.css"))
                        .results()
                        .map(hit -> hit.group()))
                .isNotEmpty()
                .isSubsetOf(light.values());
    }

    /** What paper draws in a colour, the page draws in the same. */
    @Test
    void shouldGiveEveryShapeOnPaperTheColourThatThePageGivesIt() throws IOException {
        String css = css();
        PrintPicture.INKS.forEach((rule, attributes) -> {
            String[] parts = rule.split(" ");
            Map<String, String> names = new HashMap<>();
            PrintPicture.PALETTE.forEach((name, colour) -> names.put(colour, name));
            for (int i = 0; i < attributes.size(); i += 2) {
                String name = names.get(attributes.get(i + 1));
                if (name != null) {
                    assertThat(Pattern.compile("(?m)^\\." + parts[0] + "[^{]*[ .]" + parts[1] + "(,[^{]*)? \\{[^}]*"
                                            + attributes.get(i) + ": var\\(--" + name + "\\)")
                                    .matcher(css)
                                    .find())
                            .as(rule + " " + attributes.get(i) + " " + name)
                            .isTrue();
                }
            }
        });
    }

    @Test
    void shouldMeasureContrastAsTheStandardDoes() {
        assertThat(contrast(Map.of("a", "#000000", "b", "#ffffff"), "a on b")).isEqualTo(21);
        assertThat(contrast(Map.of("a", "#767676", "b", "#ffffff"), "a on b")).isBetween(4.54, 4.55);
    }

    @Test
    void shouldSetNoColourOutsideThePaletteButForPrint() throws IOException {
        String rules = css().replaceAll("--[a-z-]+: #[0-9a-f]{6};", "");

        assertThat(Pattern.compile("#[0-9a-fA-F]{3,8}\\b")
                        .matcher(rules)
                        .results()
                        .map(hit -> hit.group()))
                .containsExactly("#565e68");
    }

    private static double contrast(Map<String, String> theme, String pair) {
        String[] names = pair.split(" on ");
        double a = luminance(theme.get(names[0]));
        double b = luminance(theme.get(names[1]));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static Map<String, String> colours(String css) {
        var colours = new HashMap<String, String>();
        COLOUR.matcher(css).results().forEach(hit -> colours.put(hit.group(1), hit.group(2)));
        return colours;
    }

    private static String css() throws IOException {
        return css("report.css");
    }

    private static String css(String file) throws IOException {
        try (InputStream in = ReportWriter.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
