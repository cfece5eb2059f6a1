// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.evidence.BundleDocument;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.LineageDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportWriterTest {
    private static final String HOSTILE =
            "<script>alert(1)</script>\"'`=&lt; \u202Eevil\u0000\uD800 ]]> --> ${x} https://example.org <img src=x>\n";
    private static final Set<String> BLOCKS =
            Set.of("div", "p", "ul", "ol", "dl", "table", "section", "h1", "h2", "h3", "pre", "details", "header");

    static List<ReportData> reports() {
        return List.of(
                Reports.createMixed(),
                Reports.createPassing(),
                Reports.createUndecided(),
                Reports.createTraced(),
                Reports.createMany(20),
                Reports.createHostile(HOSTILE),
                Reports.create(List.of(), State.ERROR));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void shouldBeAWellFormedPageThatABrowserReadsTheSameWay(ReportData data) throws Exception {
        Document page = Pages.parse(data);

        assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
        assertThat(Pages.all(page, "h1")).hasSize(1);
        for (String tag : List.of("header", "main", "footer", "nav", "title")) {
            assertThat(Pages.all(page.getDocumentElement(), tag)).as(tag).isNotEmpty();
        }
        for (String inline : List.of("p", "span", "a", "small", "summary", "bdi", "code")) {
            for (Element element : Pages.all(page, inline)) {
                assertThat(Pages.all(element, "*"))
                        .extracting(Element::getTagName)
                        .doesNotContainAnyElementsOf(BLOCKS);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("reports")
    void shouldNeedNoScriptAndNothingFromOutside(ReportData data) throws Exception {
        Document page = Pages.parse(data);
        for (Element element : Pages.all(page, "*")) {
            assertThat(element.getTagName()).isNotIn("script", "link", "img", "iframe", "object", "base", "use");
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                String name = element.getAttributes().item(i).getNodeName();
                assertThat(name).isNotIn("src", "style", "action", "srcset").doesNotStartWith("on");
            }
            assertThat(element.getAttribute("href")).matches("(#[a-z0-9-]+)?");
        }
        assertThat(Pages.all(page, "meta"))
                .extracting(meta -> meta.getAttribute("content"))
                .anyMatch(policy -> policy.startsWith("default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
        assertThat(Pages.text(Pages.all(page, "style").get(0))).doesNotContain("url(", "@import", "http");
    }

    @ParameterizedTest
    @MethodSource("reports")
    void shouldHaveUniqueNamesAndLinksThatLeadSomewhere(ReportData data) throws Exception {
        Document page = Pages.parse(data);
        var ids = new HashSet<String>();
        for (Element element : Pages.all(page, "*")) {
            if (element.hasAttribute("id")) {
                assertThat(ids.add(element.getAttribute("id")))
                        .as(element.getAttribute("id"))
                        .isTrue();
            }
        }
        assertThat(Pages.all(page, "a"))
                .allMatch(link -> ids.contains(link.getAttribute("href").substring(1)));
        assertThat(Pages.all(page, "section")).allMatch(part -> ids.contains(part.getAttribute("aria-labelledby")));
        assertThat(Pages.all(page, "label")).allMatch(label -> ids.contains(label.getAttribute("for")));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void shouldBeReadableWithoutEyes(ReportData data) throws Exception {
        Document page = Pages.parse(data);
        int before = 0;
        for (Element element : Pages.all(page, "*")) {
            if (element.getTagName().matches("h[1-6]")) {
                int level = element.getTagName().charAt(1) - '0';
                assertThat(level).as(Pages.text(element)).isLessThanOrEqualTo(before + 1);
                before = level;
            }
        }
        assertThat(Pages.all(page, "table")).allSatisfy(table -> {
            assertThat(Pages.all(table, "caption")).hasSize(1);
            assertThat(Pages.all(table, "th")).allMatch(head -> head.hasAttribute("scope"));
        });
        assertThat(Pages.all(page, "svg")).allMatch(ReportWriterTest::namedOrHidden);
    }

    private static boolean namedOrHidden(Element svg) {
        boolean named = svg.getAttribute("role").equals("img")
                && !svg.getAttribute("aria-label").isBlank()
                && Pages.all(svg, "title").get(0).getTextContent().equals(svg.getAttribute("aria-label"));
        return named || svg.getAttribute("aria-hidden").equals("true");
    }

    @ParameterizedTest
    @MethodSource("reports")
    void shouldShowEveryGateWithVerdictNumberLimitAndReason(ReportData data) throws Exception {
        Document page = Pages.parse(data);
        int row = 0;
        for (GateResult result : data.verdicts().gates()) {
            row++;
            String text = Pages.text(Pages.byId(page, "gate-" + row));
            assertThat(text)
                    .startsWith(result.verdict().name())
                    .contains(shown(data.metric(result.gate().metric()).title()))
                    .contains(
                            shown(result.gate().table()),
                            shown(result.gate().facet()),
                            shown(result.gate().column()))
                    .contains(LimitText.value(result), LimitText.limit(result.gate()))
                    .contains(Figures.count(result.metric().n()))
                    .contains(
                            shown(result.reason()),
                            shown(result.metric().reason()),
                            shown(result.metric().detail()));
        }
        assertThat(Pages.byClass(page, "drawn")).hasSize(data.verdicts().gates().size());
    }

    private static String shown(String text) {
        return VisibleText.of(text).replaceAll("\\s+", " ").trim();
    }

    @Test
    void shouldShowHostileTextAsText() throws Exception {
        Document page = Pages.parse(Reports.createHostile(HOSTILE));

        assertThat(Pages.text(Pages.all(page, "h1").get(0)))
                .startsWith("<script>alert(1)</script>\"'`=&lt; \u27E6U+202E\u27E7evil\u27E6U+0000\u27E7\u27E6U+");
        assertThat(new String(ReportWriter.write(Reports.createHostile(HOSTILE)), StandardCharsets.UTF_8))
                .doesNotContain("<script", "<img", "\u202E", "\u0000");
    }

    @Test
    void shouldSayTheOverallVerdictInWords() throws Exception {
        assertThat(outcome(Reports.createMixed())).startsWith("Overall verdict: FAIL Four gates fail and two are");
        assertThat(outcome(Reports.createPassing())).startsWith("Overall verdict: PASS All seven gates pass.");
        assertThat(outcome(Reports.createUndecided()))
                .startsWith("Overall verdict: UNDECIDED Two gates are undecided")
                .contains("Waiting for: quality (1), business (1).");
        assertThat(outcome(Reports.create(List.of(), State.COMPLETE))).startsWith("Overall verdict: UNDECIDED No gate");
    }

    private static String outcome(ReportData data) throws Exception {
        return Pages.text(Pages.byId(Pages.parse(data), "outcome"));
    }

    @Test
    void shouldDrawOneAxisForAllGatesOnAMetric() throws Exception {
        Document page = Pages.parse(Reports.createMixed());

        assertThat(Pages.byClass(page, "bar").stream()
                        .map(bar -> bar.getAttribute("aria-label"))
                        .filter(words -> words.contains("limit 0.8 to 1.25")))
                .hasSize(2)
                .allMatch(words -> words.endsWith("ideal 1; axis from 0.6 to 2"));
        assertThat(Pages.byClass(page, "bar").stream().map(bar -> bar.getAttribute("aria-label")))
                .contains(
                        "0.862; 95 % delong interval [0.841, 0.883]; limit at least 0.78 on the lower bound; ideal 1; "
                                + "axis from 0.7 to 1");
    }

    @Test
    void shouldSayWhatDoesNotBlockAndListWhatDoesFirst() throws Exception {
        Document page = Pages.parse(Reports.createMixed());
        var items = new ArrayList<String>();
        Pages.all(Pages.byId(page, "obstacles"), "li").forEach(item -> items.add(Pages.text(item)));

        assertThat(items).hasSize(6);
        assertThat(items.subList(0, 4)).allMatch(item -> item.contains(" blocks"));
        assertThat(items.subList(4, 6)).allMatch(item -> item.contains("does not block"));
        assertThat(Pages.text(Pages.byId(page, "gate-9")))
                .startsWith("UNDECIDED")
                .contains("does not block");
    }

    @Test
    void shouldShowLineageGapsAndHowToCheck() throws Exception {
        ReportData data = Reports.createMixed();
        Document page = Pages.parse(data);

        assertThat(Pages.text(Pages.byId(page, "lineage")))
                .contains("The working tree was not as committed.", "train.py", "data/README.md")
                .contains(data.lineage().tables().get(0).sha256(), "4,512", "learningRate", "never coded alive")
                .contains("the median of the training table");
        assertThat(Pages.text(Pages.byId(page, "reproducibility"))).contains("equal", "different");
        assertThat(Pages.text(Pages.byId(page, "not-checked")))
                .contains(data.bundle().notChecked());
        assertThat(Pages.text(Pages.byId(page, "verify"))).contains("gxp verify", "sha256sum -c manifest-sha256.txt");
        assertThat(Pages.text(Pages.all(page, "footer").get(0))).contains("your own assessment");
    }

    @Test
    void shouldNotCallMissingPredictionsEqual() throws Exception {
        LineageDocument lineage = SampleLineage.createLineage(false);
        LineageDocument.Training first = lineage.trainings().get(0);
        var second = new LineageDocument.Training(
                "embedded", "logistic-regression", 42, Map.of(), first.model(), Map.of("train", "00"), Map.of());
        ReportData data = withLineage(new LineageDocument(
                Optional.empty(),
                "",
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(first, second)));

        List<String> rows = Pages.all(Pages.byId(Pages.parse(data), "reproducibility"), "tr").stream()
                .map(Pages::text)
                .toList();
        assertThat(rows).anyMatch(row -> row.startsWith("Predictions for live") && row.endsWith("not on record"));
        assertThat(rows).anyMatch(row -> row.startsWith("Predictions for train") && row.endsWith("different"));
        assertThat(rows).anyMatch(row -> row.startsWith("Model file") && row.endsWith("equal"));
    }

    @Test
    void shouldNotCallTwoMissingDigestsEqual() throws Exception {
        var training = new LineageDocument.Training(
                "process",
                "train.sh",
                1,
                Map.of(),
                new LineageDocument.FileRecord("model.bin", "", 0),
                Map.of(),
                Map.of());
        ReportData data = withLineage(new LineageDocument(
                Optional.empty(),
                "",
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(training, training)));

        assertThat(Pages.text(Pages.byId(Pages.parse(data), "reproducibility"))).endsWith("not on record");
    }

    @Test
    void shouldSayWhatIsNotOnRecord() throws Exception {
        var nothing = new LineageDocument(
                Optional.empty(), "", List.of(), Optional.empty(), List.of(), Optional.empty(), List.of());
        Document page = Pages.parse(withLineage(nothing));

        assertThat(Pages.text(Pages.byId(page, "lineage"))).contains("not on record", "No table is on record");
        assertThat(Pages.text(Pages.byId(page, "reproducibility"))).contains("No training is on record");
    }

    private static ReportData withLineage(LineageDocument lineage) {
        ReportData data = Reports.createMixed();
        return new ReportData(
                data.bundle(),
                data.verdicts(),
                lineage,
                data.environment(),
                data.trainedOn(),
                data.asked(),
                data.approvals(),
                data.audit(),
                data.metrics(),
                data.release());
    }

    @Test
    void shouldHaveTheSameBytesEverywhere() {
        String here = Sha256.of(ReportWriter.write(Reports.createMixed()));
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "de-DE")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
                assertThat(Sha256.of(ReportWriter.write(Reports.createMixed())))
                        .as(tag)
                        .isEqualTo(here);
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void shouldNotDependOnTheSealThatComesAfterIt() {
        ReportData data = Reports.createMixed();
        BundleDocument bundle = data.bundle();
        var sealed = new BundleDocument(
                bundle.format(),
                bundle.product(),
                bundle.model(),
                bundle.intendedUse(),
                bundle.riskClass(),
                bundle.run(),
                bundle.registered(),
                bundle.state(),
                bundle.startedBy(),
                bundle.startedAt(),
                bundle.stages(),
                99,
                Instant.EPOCH,
                Optional.empty(),
                bundle.previousRun(),
                bundle.notChecked());
        var later = new ReportData(
                sealed,
                data.verdicts(),
                data.lineage(),
                data.environment(),
                data.trainedOn(),
                data.asked(),
                data.approvals(),
                data.audit(),
                data.metrics(),
                data.release(),
                data.pictures().curves());

        assertThat(ReportWriter.write(later)).isEqualTo(ReportWriter.write(data));
    }

    @Test
    void shouldDrawCurvesAndTellTheirNumbers() throws Exception {
        Document page = Pages.parse(Reports.createMixed());
        List<Element> plots = Pages.all(page, "svg").stream()
                .filter(svg -> svg.getAttribute("class").equals("plot"))
                .toList();

        assertThat(plots).hasSize(3);
        assertThat(plots.get(0).getAttribute("aria-label"))
                .startsWith("Reliability curve of table validation, ")
                .contains("15 bins");
        assertThat(plots.get(1).getAttribute("aria-label")).contains("ROC curve of table validation", "area 0.76");
        assertThat(Pages.all(plots.get(0), "circle")).hasSize(15);
        String text = Pages.text(page.getDocumentElement());
        assertThat(text)
                .contains("No ROC curve was recorded", "sensitivity at least 0.8", "Labels against predicted classes")
                .contains("0.525");
    }

    @Test
    void shouldSayWhereThereIsNothingToDraw() throws Exception {
        ReportData data = Reports.createMixed();
        var without = new ReportData(
                data.bundle(),
                data.verdicts(),
                data.lineage(),
                data.environment(),
                data.trainedOn(),
                data.asked(),
                data.approvals(),
                data.audit(),
                data.metrics(),
                data.release());
        assertThat(Pages.text(Pages.parse(without).getDocumentElement()))
                .contains("No table that was judged has labels and scores");
    }
}
