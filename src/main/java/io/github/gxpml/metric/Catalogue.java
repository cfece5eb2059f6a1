// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.metric.Metric.Qualifier;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.comparison.Champion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The catalogue of metrics as a page for people: everything in it comes from the metrics themselves. */
public final class Catalogue {
    private static final Map<Scope, String> HEADINGS = headings();

    private Catalogue() {}

    private static Map<Scope, String> headings() {
        Map<Scope, String> headings = new EnumMap<>(Scope.class);
        headings.put(Scope.TABLE, "Of a table, or of a group in it (`facet`)");
        headings.put(Scope.FACET, "Of the two sides of a facet");
        headings.put(Scope.COLUMN, "Of a column");
        headings.put(Scope.EXPERIMENT, "Of an experiment");
        headings.put(Scope.RUN, "Of the run itself");
        return headings;
    }

    /**
     * Returns the page.
     *
     * @return Markdown, with a line feed at the end
     */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Metrics

                Every number that a gate can be put on, made from their list by `gxp catalogue metrics`. A metric has
                a finite value or a reason why it has none, never a silent zero. How gates are written:
                [gates.md](gates.md).

                """);
        HEADINGS.forEach((scope, heading) -> page.append("- [")
                .append(heading)
                .append("](#")
                .append(anchor(heading))
                .append(")\n"));
        HEADINGS.forEach((scope, heading) -> {
            page.append("\n## ").append(heading).append("\n");
            Metrics.all().stream()
                    .filter(metric -> metric.info().scope() == scope)
                    .forEach(metric -> page.append(entry(metric)));
        });
        return page.toString();
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    private static String entry(Metric metric) {
        MetricInfo info = metric.info();
        StringBuilder entry = new StringBuilder();
        entry.append("\n### `")
                .append(info.id())
                .append("`: ")
                .append(info.title())
                .append("\n\n");
        entry.append(info.meaning()).append("\n\n");
        entry.append("- Better: ").append(better(info)).append("\n");
        if (!info.unit().isEmpty()) {
            entry.append("- Unit: ").append(info.unit()).append("\n");
        }
        entry.append("- Formula: ").append(escaped(info.formula())).append("\n");
        entry.append("- Interval: ").append(escaped(info.interval())).append("\n");
        qualifiers(metric).forEach(line -> entry.append("- ").append(line).append("\n"));
        return entry.toString();
    }

    private static String better(MetricInfo info) {
        String ideal =
                info.ideal().map(value -> "ideal " + Numbers.limit(value)).orElse("");
        String way = switch (info.direction()) {
            case HIGHER -> "higher";
            case LOWER -> "lower";
            case IDEAL -> "nearer to the ideal value";
            case NEITHER -> "neither, it describes the rows";
        };
        return ideal.isEmpty() ? way : way + ", " + ideal;
    }

    private static List<String> qualifiers(Metric metric) {
        List<String> lines = new ArrayList<>();
        Set<Qualifier> understood = metric.qualifiers();
        if (understood.contains(Qualifier.AT)) {
            lines.add("Takes `at`");
        }
        if (understood.contains(Qualifier.CATEGORY)) {
            lines.add("Takes `class`");
        }
        if (understood.contains(Qualifier.CORRECTION)) {
            lines.add("Takes `correction`");
        }
        if (Champion.ids().contains(metric.info().id())) {
            lines.add("Takes `against: champion`");
        }
        boolean compared = metric.info().scope() == Scope.TABLE || metric.info().scope() == Scope.FACET;
        if (compared && !metric.info().id().equals("mcnemar_p")) {
            lines.add("Takes `against: baseline`");
        }
        return lines;
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "\\<").replace("*", "\\*");
    }
}
