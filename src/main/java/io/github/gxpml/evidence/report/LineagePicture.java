// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.gate.Verdict;
import io.github.gxpml.lineage.Graph;
import io.github.gxpml.lineage.Graph.Kind;
import io.github.gxpml.lineage.Graph.Node;
import io.github.gxpml.lineage.Graph.Relation;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.lineage.LineageDocument.Training;
import io.github.gxpml.lineage.TrainingGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came from what, drawn from the graph in columns: source, steps if there are any, tables, training, model and
 * verdicts, release. The table of the whole graph says the same in words, and the rest.
 */
final class LineagePicture {
    private static final double TOP = 6;
    private static final double GAP = 14;
    private static final double WIDTH = 1000;
    private static final double[] COLUMN = {2, 2, 204, 420, 646, 862};
    private static final double[] BREADTH = {162, 0, 176, 186, 176, 136};
    private static final double[] COLUMN_OF_STEPS = {2, 150, 326, 510, 698, 872};
    private static final double[] BREADTH_OF_STEPS = {124, 148, 160, 164, 150, 126};
    private static final int SOURCE = 0;
    private static final int STEP = 1;
    private static final int TABLE = 2;
    private static final int TRAINING = 3;
    private static final int MODEL = 4;
    private static final int RELEASE = 5;
    private static final double TURN = 20;
    private static final double APART = 4;
    private static final int MOST = 8;

    private final ReportData data;
    private final Graph graph;
    private final List<Node> steps;
    private final Map<String, Box> made = new HashMap<>();
    private final List<Box> boxes = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final List<String> heads = new ArrayList<>();

    LineagePicture(ReportData data) {
        this.data = data;
        this.graph = data.graph();
        // in the order of the spec, which is that of the data
        this.steps = data.lineage().steps().stream()
                .flatMap(step -> graph.find("step/" + step.name()).stream())
                .toList();
    }

    /**
     * Draws the picture.
     *
     * @param html where to
     */
    void draw(Html html) {
        layOut();
        double height = boxes.stream().mapToDouble(Box::bottom).max().orElse(0) + TOP;
        String words = words();
        html.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", "What came from what");
        html.open(
                "svg",
                "class",
                "lineage",
                "viewBox",
                "0 0 1000 " + Svg.px(height),
                "width",
                Svg.px(WIDTH),
                "height",
                Svg.px(height),
                "role",
                "img",
                "aria-label",
                words,
                "font-size",
                "12");
        html.element("title", words);
        html.empty("path", "class", "edge", "d", String.join("", paths), "fill", "none", "stroke", "currentColor");
        html.empty("path", "class", "head", "d", String.join("", heads), "fill", "currentColor");
        boxes.forEach(box -> box.draw(html));
        html.close("svg").close("div");
    }

    private void layOut() {
        Optional<TableRecord> trainedOn = trainedOn();
        Box train = trainedOn
                .map(table -> table(table, TOP))
                .orElseGet(() -> box(TABLE, TOP, "trained on", "unknown", List.of("no such table on record")));
        Box source = source();
        Box training = training();
        Box model = model();
        Box release = release();
        boxes.addAll(List.of(source, train, training, model, release));
        steps(source);
        trainedOn.ifPresent(table -> made.put(table.name(), train));
        if (steps.isEmpty() || trainedOn.filter(table -> isMade(table.name())).isEmpty()) {
            across(source, train);
        }
        across(train, training);
        across(training, model);
        across(model, release);
        double below = boxes.stream().mapToDouble(Box::bottom).max().orElse(0) + 2 * GAP;
        judged(below, source, verdicts(below, model, release));
        written();
    }

    private Optional<TableRecord> trainedOn() {
        return data.lineage().tables().stream()
                .filter(table -> table.name().equals(data.trainedOn()))
                .findFirst();
    }

    private Box verdicts(double y, Box model, Box release) {
        var tally = new Outcome.Tally(data.verdicts().gates());
        var lines = new ArrayList<String>();
        for (Verdict verdict : Verdict.values()) {
            lines.add(Figures.count(tally.of(verdict)) + " " + verdict);
        }
        String word = Outcome.of(tally.gates(), data.bundle().state()).verdict().name();
        Box verdicts = box(MODEL, y, "verdicts", word, lines);
        boxes.add(verdicts);
        path(
                "M" + at(model.centre(), model.bottom()) + "V" + Svg.px(verdicts.y()),
                verdicts.centre(),
                verdicts.y(),
                "down");
        path(
                "M" + at(verdicts.right(), verdicts.middle()) + "H" + Svg.px(release.centre()) + "V"
                        + Svg.px(release.bottom()),
                release.centre(),
                release.bottom(),
                "up");
        return verdicts;
    }

    private void judged(double from, Box source, Box verdicts) {
        List<TableRecord> others = data.lineage().tables().stream()
                .filter(table -> !table.name().equals(data.trainedOn()))
                .toList();
        double y = from;
        for (TableRecord table : others.stream().limit(MOST).toList()) {
            Box box = table(table, y);
            boxes.add(box);
            made.put(table.name(), box);
            if (!isMade(table.name())) {
                down(source, box);
            }
            if (!Roles.judged(data, table.name()).isEmpty()) {
                over(box, verdicts);
            }
            y = box.bottom() + GAP;
        }
        if (others.size() > MOST) {
            boxes.add(
                    box(TABLE, y, "tables", "and " + (others.size() - MOST) + " more", List.of("see the list below")));
        }
    }

    private Box source() {
        return data.lineage()
                .source()
                .map(source -> box(
                        SOURCE,
                        TOP,
                        "source",
                        source.title().isBlank() ? "untitled" : source.title(),
                        source.licence().isBlank() ? List.of() : List.of(source.licence())))
                .orElseGet(() -> box(SOURCE, TOP, "source", "not declared", List.of()));
    }

    private Box table(TableRecord table, double y) {
        String rows = Figures.count(table.rows()) + " rows";
        boolean trained = table.name().equals(data.trainedOn());
        var lines = new ArrayList<String>();
        lines.add(table.positives()
                .map(count -> rows + ", " + Figures.count(count) + " pos.")
                .orElse(rows));
        lines.add(Figures.digest(table.sha256()));
        graph.find("source/" + table.name())
                .ifPresent(source -> lines.add(
                        source.name() + ": " + source.fact("state").orElse("").toLowerCase(Locale.ROOT)));
        return box(TABLE, y, trained ? "trained on" : Roles.of(data, table.name()), table.name(), lines);
    }

    private Box training() {
        LineageDocument lineage = data.lineage();
        var lines = new ArrayList<String>();
        lineage.trainings().stream().findFirst().ifPresent(first -> lines.add("seed " + first.seed()));
        lines.add(lineage.code()
                .map(code -> "commit " + code.commit().map(Figures::digest).orElse("none") + (code.clean() ? "" : " *"))
                .orElse("no commit on record"));
        if (!lineage.scripts().isEmpty()) {
            String path = lineage.scripts().get(0).path();
            int others = lineage.scripts().size() - 1;
            lines.add(path.substring(path.lastIndexOf('/') + 1) + (others > 0 ? " +" + others : ""));
        }
        lines.add(
                lineage.trainings().size() == 1
                        ? "trained once"
                        : "trained " + lineage.trainings().size() + " times");
        String name = lineage.trainings().stream()
                .findFirst()
                .map(Training::algorithm)
                .orElse("no training");
        graph.of(Kind.CONTAINER).forEach(container -> lines.add("in " + container.name()));
        return box(TRAINING, TOP, "training", name, lines);
    }

    private Box model() {
        List<String> lines = data.lineage().trainings().stream()
                .findFirst()
                .map(first -> List.of(
                        Figures.digest(first.model().sha256()),
                        Figures.size(first.model().bytes())))
                .orElse(List.of("no model"));
        return box(MODEL, TOP, "model", data.bundle().model(), lines);
    }

    private Box release() {
        return data.release()
                .map(release -> box(RELEASE, TOP, "release", "version " + release.version(), released(release)))
                .orElseGet(() -> box(RELEASE, TOP, "release", "none", List.of("not registered")));
    }

    private List<String> released(ReleaseView release) {
        int signatures = graph.of(Kind.APPROVAL).size();
        return signatures == 0
                ? List.of(release.status())
                : List.of(release.status(), signatures == 1 ? "1 signature" : signatures + " signatures");
    }

    private boolean isMade(String table) {
        return graph.from(TrainingGraph.dataset(table), Relation.GENERATED)
                .findAny()
                .isPresent();
    }

    /** Returns the steps above whose files a step reads. */
    private List<Box> before(Node step) {
        return graph.from(step.id(), Relation.USED)
                .flatMap(file -> graph.from(file.id(), Relation.GENERATED))
                .filter(earlier -> !earlier.id().equals(step.id()) && made.containsKey(earlier.id()))
                .map(earlier -> made.get(earlier.id()))
                .distinct()
                .toList();
    }

    /** Steps stand below one another; one that reads nothing of those above comes from the source. */
    private void steps(Box source) {
        double y = TOP;
        for (Node step : steps.stream().limit(MOST).toList()) {
            var lines = new ArrayList<String>();
            graph.from(step.id(), Relation.USED)
                    .filter(used -> used.kind() != Kind.DATASET)
                    .forEach(used -> lines.add((used.kind() == Kind.SCRIPT ? "" : "reads ")
                            + used.name().substring(used.name().lastIndexOf('/') + 1)));
            if (lines.size() > 3) {
                int others = lines.size() - 2;
                lines.subList(2, lines.size()).clear();
                lines.add("and " + others + " more");
            }
            lines.add("declared, not run");
            Box box = box(STEP, y, "step", step.name(), lines);
            boxes.add(box);
            made.put(step.id(), box);
            List<Box> before = before(step);
            if (before.isEmpty()) {
                String way = "M" + at(source.right(), TOP + 30) + "H" + Svg.px(box.x() - TURN / 2) + "V"
                        + Svg.px(box.y() + 30) + "H" + Svg.px(box.x());
                path(way, box.x(), box.y() + 30, "right");
            }
            for (Box earlier : before) {
                path(
                        "M" + at(box.x() + TURN, earlier.bottom()) + "V" + Svg.px(box.y()),
                        box.x() + TURN,
                        box.y(),
                        "down");
            }
            y = box.bottom() + 2 * GAP;
        }
        if (steps.size() > MOST) {
            boxes.add(box(STEP, y, "steps", "and " + (steps.size() - MOST) + " more", List.of("see the list below")));
        }
    }

    /** From each step to what it wrote, each on a line of its own so that they can be told apart. */
    private void written() {
        for (int i = 0; i < Math.min(MOST, steps.size()); i++) {
            Box step = made.get(steps.get(i).id());
            double turn = COLUMN_OF_STEPS[TABLE] - TURN - 2 + (i % 4) * APART;
            graph.to(steps.get(i).id(), Relation.GENERATED)
                    .filter(node -> node.kind() == Kind.DATASET && made.containsKey(node.name()))
                    .map(node -> made.get(node.name()))
                    .forEach(table -> {
                        double to = table.y() == TOP ? TOP + 30 : table.middle();
                        path(
                                "M" + at(step.right(), step.y() + 30) + "H" + Svg.px(turn) + "V" + Svg.px(to) + "H"
                                        + Svg.px(table.x()),
                                table.x(),
                                to,
                                "right");
                    });
        }
    }

    private Box box(int column, double y, String kind, String heading, List<String> lines) {
        double[] from = steps.isEmpty() ? COLUMN : COLUMN_OF_STEPS;
        double[] wide = steps.isEmpty() ? BREADTH : BREADTH_OF_STEPS;
        return new Box(from[column], y, wide[column], kind, heading, lines);
    }

    private void across(Box from, Box to) {
        double y = TOP + 30;
        path("M" + at(from.right(), y) + "H" + Svg.px(to.x()), to.x(), y, "right");
    }

    private void down(Box source, Box table) {
        if (!steps.isEmpty()) {
            // below the steps, which stand between the two
            String way =
                    "M" + at(source.centre(), source.bottom()) + "V" + Svg.px(table.middle()) + "H" + Svg.px(table.x());
            path(way, table.x(), table.middle(), "right");
            return;
        }
        path(
                "M" + at(table.x() - TURN, TOP + 30) + "V" + Svg.px(table.middle()) + "H" + Svg.px(table.x()),
                table.x(),
                table.middle(),
                "right");
    }

    private void over(Box table, Box verdicts) {
        path(
                "M" + at(table.right(), table.middle()) + "H" + Svg.px(verdicts.x() - TURN) + "V"
                        + Svg.px(verdicts.middle()) + "H" + Svg.px(verdicts.x()),
                verdicts.x(),
                verdicts.middle(),
                "right");
    }

    private void path(String path, double x, double y, String way) {
        paths.add(path);
        heads.add("M" + at(x, y)
                + switch (way) {
                    case "right" -> "l-8,-4.5v9z";
                    case "down" -> "l-4.5,-8h9z";
                    default -> "l-4.5,8h9z";
                });
    }

    private static String at(double x, double y) {
        return Svg.px(x) + "," + Svg.px(y);
    }

    private String words() {
        String tables = String.join(
                ", ",
                data.lineage().tables().stream()
                        .map(table -> table.name() + " (" + Roles.of(data, table.name()) + ")")
                        .toList());
        String made = steps.isEmpty()
                ? ""
                : "; steps " + String.join(", ", steps.stream().map(Node::name).toList());
        return "From source to release: " + boxes.get(0).heading() + made + "; tables " + tables + "; training "
                + boxes.get(2).heading() + "; model " + data.bundle().model() + "; release "
                + boxes.get(4).heading() + ". The tables below say the same in words.";
    }
}
