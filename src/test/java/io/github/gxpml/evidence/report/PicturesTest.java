// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.evidence.report.DriftView.Moved;
import io.github.gxpml.evidence.report.GroupView.Line;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.drift.ColumnShares;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Groups and drift as they are drawn. */
class PicturesTest {
    private static final String HOSTILE = "<b onclick='x'>\u202e&";

    @Test
    void shouldDrawBothSidesOfAFacetOnOneAxisWithTheNumbersBesideThem() throws Exception {
        var view = new GroupView(
                "validate",
                "validation",
                List.of(
                        new Line("sex=F", "recall", "Recall", createValue(0.5, 0.25, 0.75), createValue(0.75, 0.5, 1)),
                        new Line(
                                HOSTILE,
                                "recall",
                                "Recall",
                                MetricValue.undefined("no positive labels", 3),
                                createValue(0.75, 0.5, 1))));

        Element section = section(new Pictures(List.of(), List.of(view), List.of()), "groups");

        assertThat(Pages.text(section))
                .contains("sex=F", "0.500 [0.250, 0.750]", "0.750 [0.500, 1]", "no number no positive labels");
        List<Element> dots = withClass(section, "dot group");
        assertThat(dots).hasSize(2); // one in the legend, one that has a number
        assertThat(dots.get(1).getAttribute("cx")).isEqualTo("88"); // 8 + 160 / 2
        assertThat(withClass(section, "dot rest").get(1).getAttribute("cx")).isEqualTo("128"); // 8 + 160 * 3 / 4
        assertThat(withClass(section, "whisker").get(0).getAttribute("d")).startsWith("M48,8H128");
        assertThat(withClass(section, "bar").stream().map(bar -> bar.getAttribute("aria-label")))
                .contains("Recall, sex=F 0.500 [0.250, 0.750]; everyone else 0.750 [0.500, 1]; axis from 0 to 1");
        assertThat(section.getElementsByTagName("b").getLength()).isZero();
    }

    @Test
    void shouldDrawNumbersBeyondOneOnAnAxisThatHoldsThem() throws Exception {
        Scale scale = Scale.around(List.of(createValue(3, 2, 14), createValue(5, 4, 6)));

        assertThat(scale.low()).isLessThanOrEqualTo(2);
        assertThat(scale.high()).isGreaterThanOrEqualTo(14);
    }

    @Test
    void shouldDrawAColumnNowOverItsBaseline() throws Exception {
        var shares = new ColumnShares(true, List.of(0.5, 0.5, 0.0), List.of(0.25, 0.5, 0.25));
        var gates = List.of(SampleGates.createGates().get(0));
        var view = new DriftView(
                "monitor",
                "live",
                List.of(new Moved("age", Optional.of(shares), gates), new Moved(HOSTILE, Optional.empty(), gates)));

        Element section = section(new Pictures(List.of(), List.of(), List.of(view)), "drift");

        List<Element> sparks = withClass(section, "spark");
        assertThat(sparks).hasSize(1);
        assertThat(sparks.get(0).getAttribute("aria-label"))
                .isEqualTo(
                        "age, share of rows in 3 bins, baseline and now: 50 % and 25 %, 50 % and 50 %, 0 % and 25 %");
        assertThat(withClass(section, "before").get(0).getAttribute("d"))
                .isEqualTo("M0,38L0,2H58.7V2H117.3V38H176V38z");
        assertThat(withClass(section, "now").get(0).getAttribute("d")).isEqualTo("M0,20H58.7V2H117.3V20H176");
        assertThat(Pages.text(section)).contains("not there on both sides");
    }

    @Test
    void shouldSayWhereThereIsNothingToDraw() throws Exception {
        Pictures none = new Pictures(List.of(), List.of(), List.of());

        assertThat(Pages.text(section(none, "groups"))).contains("has facets with predictions");
        assertThat(Pages.text(section(none, "drift"))).contains("No gate of this run is on the drift of a column.");
    }

    private static Element section(Pictures pictures, String id) throws Exception {
        ReportData data = Reports.create(SampleGates.createGates(), State.COMPLETE);
        Document page = Pages.parse(ReportWriter.write(new ReportData(
                data.bundle(),
                data.verdicts(),
                data.lineage(),
                data.environment(),
                data.trainedOn(),
                data.asked(),
                data.approvals(),
                data.audit(),
                data.metrics(),
                data.release(),
                pictures,
                data.reproducibility(),
                data.requirements(),
                data.waivers(),
                data.origins(),
                data.platform())));
        return Pages.byId(page, id);
    }

    private static List<Element> withClass(Element section, String style) {
        NodeList all = section.getElementsByTagName("*");
        return java.util.stream.IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .filter(element -> element.getAttribute("class").equals(style))
                .toList();
    }

    private static MetricValue createValue(double value, double lower, double upper) {
        return MetricValue.estimate(value, new Interval(lower, upper, 0.95, "wilson"), 100);
    }
}
