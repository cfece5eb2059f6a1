// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Gives the pictures of the page their colours as attributes: what draws them on paper does not know the page's style
 * sheet. The colours are the light ones of {@code report.css}.
 */
final class PrintPicture {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final double WIDEST = 680;
    private static final double LEGEND = 20;
    private static final String PAPER = "#ffffff";
    private static final String WASH = "#f5f6f3";
    private static final String INK = "#1b1f24";
    private static final String SOFT = "#565e68";
    private static final String RULE = "#d8dbd5";
    private static final String LINK = "#17558f";
    private static final String BAND = "#cfe0f1";
    private static final String LIMIT = "#3f6f9f";
    private static final Map<String, String> VERDICTS = Map.of("pass", "#17653a", "fail", "#a81c2b", "open", "#774e00");

    /** Every colour by its name in the style sheet of the page. */
    static final Map<String, String> PALETTE = Map.ofEntries(
            Map.entry("paper", PAPER),
            Map.entry("wash", WASH),
            Map.entry("ink", INK),
            Map.entry("soft", SOFT),
            Map.entry("rule", RULE),
            Map.entry("link", LINK),
            Map.entry("band", BAND),
            Map.entry("limit", LIMIT),
            Map.entry("pass", VERDICTS.get("pass")),
            Map.entry("fail", VERDICTS.get("fail")),
            Map.entry("open", VERDICTS.get("open")));

    /** Later rules win, as in a style sheet. Key: class of the picture, then tag or class of the shape. */
    static final Map<String, List<String>> INKS = new LinkedHashMap<>();

    static {
        INKS.put("bar text", List.of("fill", SOFT, "stroke", "none"));
        INKS.put("bar band", List.of("fill", BAND, "fill-opacity", "1", "stroke", "none"));
        INKS.put("bar limit", List.of("stroke", LIMIT, "stroke-width", "1.5"));
        INKS.put("bar axis", List.of("stroke", SOFT, "stroke-width", "1"));
        INKS.put("bar ideal", List.of("fill", SOFT, "stroke", "none"));
        INKS.put("bar whisker", List.of("stroke", INK, "stroke-width", "1.2"));
        INKS.put("bar heavy", List.of("stroke-width", "2.6"));
        INKS.put("bar pass", List.of("fill", VERDICTS.get("pass"), "stroke", PAPER, "stroke-width", "1.6"));
        INKS.put("bar fail", List.of("fill", VERDICTS.get("fail"), "stroke", PAPER, "stroke-width", "1.6"));
        INKS.put("bar open", List.of("fill", PAPER, "stroke", VERDICTS.get("open"), "stroke-width", "2.2"));
        INKS.put("bar group", List.of("fill", LINK, "stroke", PAPER, "stroke-width", "1.6"));
        INKS.put("bar rest", List.of("fill", PAPER, "stroke", INK, "stroke-width", "1.6"));
        INKS.put("spark before", List.of("fill", BAND, "fill-opacity", "1", "stroke", "none"));
        INKS.put("spark axis", List.of("stroke", SOFT, "stroke-width", "1"));
        INKS.put("spark now", List.of("stroke", LINK, "stroke-width", "1.8", "stroke-linejoin", "round"));
        INKS.put("plot text", List.of("fill", SOFT, "stroke", "none"));
        INKS.put("plot grid", List.of("stroke", RULE, "stroke-opacity", "1"));
        INKS.put("plot chance", List.of("stroke", SOFT));
        INKS.put("plot line", List.of("stroke", LINK, "stroke-width", "2", "stroke-linejoin", "round"));
        INKS.put("plot whisker", List.of("stroke", LINK, "stroke-width", "1.3"));
        INKS.put("plot dot", List.of("fill", LINK, "stroke", PAPER, "stroke-width", "1.2"));
        INKS.put("plot mark", List.of("fill", PAPER, "stroke", INK, "stroke-width", "1.8"));
        INKS.put("lineage rect", List.of("fill", WASH, "stroke", RULE, "stroke-width", "1.2"));
        INKS.put("lineage edge", List.of("stroke", SOFT, "stroke-width", "1.3"));
        INKS.put("lineage head", List.of("fill", SOFT));
        INKS.put("lineage text", List.of("fill", SOFT));
        INKS.put("lineage kind", List.of("font-size", "11"));
        INKS.put("lineage heading", List.of("fill", INK, "font-size", "14", "font-weight", "bold"));
        VERDICTS.forEach((verdict, colour) -> INKS.put("tally " + verdict, List.of("fill", colour)));
    }

    private PrintPicture() {}

    /**
     * Colours every picture of a page.
     *
     * @param page changed in place
     */
    static void ink(Document page) {
        for (Element element : PrintPage.elements(page)) {
            if (element.getTagName().equals("svg")) {
                picture(page, element);
            }
        }
    }

    private static void picture(Document page, Element svg) {
        String current = current(svg);
        String kind = svg.getAttribute("class").isEmpty() ? "tally" : svg.getAttribute("class");
        svg.setAttribute("color", current);
        svg.setAttribute("font-family", "Report");
        if (svg.getAttribute("stroke").equals("currentColor")) {
            svg.setAttribute("stroke", current);
        }
        size(svg);
        shapes(page, svg, kind, current);
    }

    private static void shapes(Document page, Element parent, String kind, String current) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element found) {
                var shape = (Element) page.renameNode(found, SVG, found.getTagName());
                INKS.forEach((rule, attributes) -> {
                    if (applies(rule, kind, shape)) {
                        for (int i = 0; i < attributes.size(); i += 2) {
                            shape.setAttribute(attributes.get(i), attributes.get(i + 1));
                        }
                    }
                });
                for (String name : List.of("fill", "stroke")) {
                    if (shape.getAttribute(name).equals("currentColor")) {
                        shape.setAttribute(name, current);
                    }
                }
                shapes(page, shape, kind, current);
                node = shape;
            }
        }
    }

    private static boolean applies(String rule, String kind, Element shape) {
        String[] parts = rule.split(" ");
        return parts[0].equals(kind)
                && (parts[1].equals(shape.getTagName())
                        || List.of(shape.getAttribute("class").split(" ")).contains(parts[1]));
    }

    /** The colour of the text around, which a verdict's shape takes. */
    private static String current(Element svg) {
        for (Node node = svg.getParentNode(); node instanceof Element around; node = node.getParentNode()) {
            for (String style : around.getAttribute("class").split(" ")) {
                if (VERDICTS.containsKey(style) && !around.getTagName().equals("tr")) {
                    return VERDICTS.get(style);
                }
            }
        }
        return INK;
    }

    /** No picture is wider than the page. Whole pixels: the renderer passes over any other size. */
    private static void size(Element svg) {
        String[] box = svg.getAttribute("viewBox").split(" ");
        double width = Double.parseDouble(box[2]);
        double height = Double.parseDouble(box[3]);
        String wanted = svg.getAttribute("width");
        double scale = wanted.endsWith("%") ? 1 : Double.parseDouble(wanted) / width;
        scale = Math.min(scale * share(svg.getAttribute("class"), width), WIDEST / width);
        svg.setAttribute("width", Long.toString(Math.round(width * scale)));
        svg.setAttribute("height", Long.toString(Math.round(height * scale)));
    }

    /** How large a picture is on paper, as a share of its size on a screen. */
    private static double share(String kind, double width) {
        return switch (kind) {
            case "spark" -> 0.72;
            case "bar" -> width > LEGEND ? 0.72 : 0.8;
            case "plot" -> 0.72;
            case "mark" -> 0.75;
            case "" -> 1.06; // the tally, as wide as the box around it
            default -> 1;
        };
    }
}
