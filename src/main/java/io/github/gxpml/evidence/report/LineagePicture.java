// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.gate.Verdict;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.lineage.LineageDocument.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came from what, drawn in five columns: source, tables, training, model and verdicts, release. */
final class LineagePicture {
    private static final double TOP = 6;
    private static final double GAP = 14;
    private static final double WIDTH = 1000;
    private static final double[] COLUMN = {2, 204, 420, 646, 862};
    private static final double[] BREADTH = {162, 176, 186, 176, 136};
    private static final double TURN = 20;
    private static final int MOST = 8;

    private final ReportData data;
    private final List<Box> boxes = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final List<String> heads = new ArrayList<>();

    LineagePicture(ReportData data) {
        this.data = data;
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
                "0 0 1000 " + Box.px(height),
                "width",
                Box.px(WIDTH),
                "height",
                Box.px(height),
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
                .orElseGet(() -> box(1, TOP, "trained on", "unknown", List.of("no such table on record")));
        Box source = source();
        Box training = training();
        Box model = model();
        Box release = release();
        boxes.addAll(List.of(source, train, training, model, release));
        across(source, train);
        across(train, training);
        across(training, model);
        across(model, release);
        double below = boxes.stream().mapToDouble(Box::bottom).max().orElse(0) + 2 * GAP;
        judged(below, source, verdicts(below, model, release));
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
        Box verdicts = box(3, y, "verdicts", word, lines);
        boxes.add(verdicts);
        path(
                "M" + at(model.centre(), model.bottom()) + "V" + Box.px(verdicts.y()),
                verdicts.centre(),
                verdicts.y(),
                "down");
        path(
                "M" + at(verdicts.right(), verdicts.middle()) + "H" + Box.px(release.centre()) + "V"
                        + Box.px(release.bottom()),
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
            down(source, box);
            if (!Roles.judged(data, table.name()).isEmpty()) {
                over(box, verdicts);
            }
            y = box.bottom() + GAP;
        }
        if (others.size() > MOST) {
            boxes.add(box(1, y, "tables", "and " + (others.size() - MOST) + " more", List.of("see the list below")));
        }
    }

    private Box source() {
        return data.lineage()
                .source()
                .map(source -> box(
                        0,
                        TOP,
                        "source",
                        source.title().isBlank() ? "untitled" : source.title(),
                        source.licence().isBlank() ? List.of() : List.of(source.licence())))
                .orElseGet(() -> box(0, TOP, "source", "not declared", List.of()));
    }

    private Box table(TableRecord table, double y) {
        String rows = Figures.count(table.rows()) + " rows";
        boolean trained = table.name().equals(data.trainedOn());
        return box(
                1,
                y,
                trained ? "trained on" : Roles.of(data, table.name()),
                table.name(),
                List.of(
                        table.positives()
                                .map(count -> rows + ", " + Figures.count(count) + " pos.")
                                .orElse(rows),
                        Figures.digest(table.sha256())));
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
        return box(2, TOP, "training", name, lines);
    }

    private Box model() {
        List<String> lines = data.lineage().trainings().stream()
                .findFirst()
                .map(first -> List.of(
                        Figures.digest(first.model().sha256()),
                        Figures.size(first.model().bytes())))
                .orElse(List.of("no model"));
        return box(3, TOP, "model", data.bundle().model(), lines);
    }

    private Box release() {
        return data.release()
                .map(release -> box(4, TOP, "release", "version " + release.version(), List.of(release.status())))
                .orElseGet(() -> box(4, TOP, "release", "none", List.of("not registered")));
    }

    private static Box box(int column, double y, String kind, String heading, List<String> lines) {
        return new Box(COLUMN[column], y, BREADTH[column], kind, heading, lines);
    }

    private void across(Box from, Box to) {
        double y = TOP + 30;
        path("M" + at(from.right(), y) + "H" + Box.px(to.x()), to.x(), y, "right");
    }

    private void down(Box source, Box table) {
        path(
                "M" + at(table.x() - TURN, TOP + 30) + "V" + Box.px(table.middle()) + "H" + Box.px(table.x()),
                table.x(),
                table.middle(),
                "right");
    }

    private void over(Box table, Box verdicts) {
        path(
                "M" + at(table.right(), table.middle()) + "H" + Box.px(verdicts.x() - TURN) + "V"
                        + Box.px(verdicts.middle()) + "H" + Box.px(verdicts.x()),
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
        return Box.px(x) + "," + Box.px(y);
    }

    private String words() {
        String tables = String.join(
                ", ",
                data.lineage().tables().stream()
                        .map(table -> table.name() + " (" + Roles.of(data, table.name()) + ")")
                        .toList());
        return "From source to release: " + boxes.get(0).heading() + "; tables " + tables + "; training "
                + boxes.get(2).heading() + "; model " + data.bundle().model() + "; release "
                + boxes.get(4).heading() + ". The tables below say the same in words.";
    }
}
