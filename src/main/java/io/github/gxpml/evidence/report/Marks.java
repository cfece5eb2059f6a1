// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.gate.Verdict;

/** Verdicts as shape and word, so that they can be told apart without colour. */
final class Marks {
    private static final String CHECK = "M8,1a7,7 0 1 0 .01,0zM4.6,8.3l2.4,2.4 4.5,-5";
    private static final String CROSS = "M5.1,1h5.8l4.1,4.1v5.8l-4.1,4.1h-5.8l-4.1,-4.1v-5.8zM5.5,5.5l5,5m0,-5l-5,5";
    private static final String QUESTION =
            "M8,.6l7.4,7.4 -7.4,7.4 -7.4,-7.4zM6.2,6.6a1.8,1.8 0 1 1 2.6,1.6q-.8,.4 -.8,1.3m0,2v.1";

    private Marks() {}

    /**
     * Writes a verdict's shape, for the eye alone.
     *
     * @param html where to
     * @param verdict of a gate
     * @param size in pixels
     */
    static void shape(Html html, Verdict verdict, int size) {
        String path = switch (verdict) {
            case PASS -> CHECK;
            case FAIL -> CROSS;
            case UNDECIDED -> QUESTION;
        };
        String pixels = Integer.toString(size);
        html.open(
                        "svg",
                        "class",
                        "mark",
                        "viewBox",
                        "0 0 16 16",
                        "width",
                        pixels,
                        "height",
                        pixels,
                        "aria-hidden",
                        "true")
                .empty(
                        "path",
                        "d",
                        path,
                        "fill",
                        "none",
                        "stroke",
                        "currentColor",
                        "stroke-width",
                        "1.5",
                        "stroke-linecap",
                        "round",
                        "stroke-linejoin",
                        "round")
                .close("svg");
    }

    /**
     * Writes a verdict as shape and word.
     *
     * @param html where to
     * @param verdict of a gate
     */
    static void badge(Html html, Verdict verdict) {
        html.open("span", "class", "badge " + style(verdict));
        shape(html, verdict, 14);
        html.text(" " + verdict.name()).close("span");
    }

    /**
     * Returns the class of the style sheet for a verdict.
     *
     * @param verdict of a gate
     * @return pass, fail or open
     */
    static String style(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "pass";
            case FAIL -> "fail";
            case UNDECIDED -> "open";
        };
    }
}
