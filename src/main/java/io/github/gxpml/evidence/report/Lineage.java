// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.BundleDocument.StageRecord;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.Code;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.lineage.LineageDocument.Training;
import io.github.gxpml.spec.DataSpec.SourceSpec;
import java.util.List;

/** What was trained on what: source, tables, code, hyperparameters, and what was left out. */
final class Lineage implements Section {
    @Override
    public String id() {
        return "lineage";
    }

    @Override
    public String title() {
        return "What was trained on what";
    }

    @Override
    public void write(Html html, ReportData data) {
        new LineagePicture(data).draw(html);
        LineageDocument lineage = data.lineage();
        code(html, lineage);
        CalledFrom.write(html, data.origins());
        lineage.source().ifPresent(source -> source(html, source));
        Provenance.sources(html, lineage);
        Provenance.steps(html, lineage);
        notes(html, data);
        tables(html, data);
        Provenance.split(html, lineage);
        files(html, lineage);
        lineage.trainings().stream().findFirst().ifPresent(training -> parameters(html, lineage, training));
        Provenance.graph(html, data.graph());
    }

    private static void code(Html html, LineageDocument lineage) {
        html.element("h3", "Code");
        if (lineage.code().isEmpty()) {
            html.element(
                    "p",
                    "The spec does not lie in a git repository: which code made this model is not on record.",
                    "class",
                    "warning");
            return;
        }
        Code code = lineage.code().get();
        if (!code.clean()) {
            dirty(html, code);
        }
        html.open("dl", "class", "facts");
        Parts.fact(html, "Commit", () -> Parts.digest(html, code.commit().orElse("")));
        Parts.fact(html, "Working tree", code.clean() ? "clean: as committed" : "not as committed");
        Parts.fact(html, "Branch", code.branch());
        Parts.fact(html, "Origin", code.origin());
        Parts.fact(html, "Author", code.author());
        Parts.fact(html, "Committer", code.committer());
        Parts.fact(html, "Tags", String.join(", ", code.tags()));
        String kind = code.signature().isEmpty() ? "" : " (" + code.signature() + ")";
        Parts.fact(html, "Commit signature", code.signed() ? "there is one" + kind + "; it was not verified" : "none");
        html.close("dl");
    }

    private static void dirty(Html html, Code code) {
        html.open("div", "class", "warning").open("p");
        html.element("strong", "The working tree was not as committed. ");
        html.text("The commit alone does not make this model again. Changed paths (at most 100 are on record):");
        html.close("p").open("ul");
        code.changes().forEach(path -> html.open("li").element("code", path).close("li"));
        html.close("ul").close("div");
    }

    private static void source(Html html, SourceSpec source) {
        html.element("h3", "Source of the data").open("dl", "class", "facts");
        Parts.fact(html, "Title", source.title());
        Parts.fact(html, "Citation", source.citation());
        Parts.fact(html, "Licence", source.licence());
        Parts.fact(html, "Owner", source.owner());
        html.open("div", "class", "wide").element("dt", "Left out").open("dd");
        html.data(source.excluded().isBlank() ? "nothing is declared as left out" : source.excluded());
        html.close("dd").close("div").close("dl");
    }

    private static void notes(Html html, ReportData data) {
        List<String> notes = data.bundle().stages().stream()
                .filter(stage -> stage.name().equals("train"))
                .map(StageRecord::notes)
                .flatMap(List::stream)
                .toList();
        if (!notes.isEmpty()) {
            html.element("h3", "Notes on the training");
            Parts.list(html, "notes", notes);
        }
    }

    private static void tables(Html html, ReportData data) {
        html.element("h3", "Tables");
        if (data.lineage().tables().isEmpty()) {
            html.element("p", "No table is on record.");
            return;
        }
        Parts.openTable(
                html,
                "plain",
                "Every table that was read",
                List.of("Table", "Used for", "Rows", "Positive", "Columns", "Size", "SHA-256", "Path"));
        Roles.trainedFirst(data).forEach(table -> table(html, data, table));
        Parts.closeTable(html);
    }

    private static void table(Html html, ReportData data, TableRecord table) {
        html.open("tr").open("th", "scope", "row").data(table.name()).close("th");
        html.element("td", Roles.of(data, table.name()));
        html.element("td", Figures.count(table.rows()), "class", "number");
        html.open("td", "class", "number");
        table.positives().ifPresentOrElse(count -> positives(html, count, table.rows()), () -> html.text("no label"));
        html.close("td");
        html.element(
                "td",
                Figures.count(table.columns().size()),
                "class",
                "number",
                "title",
                String.join(", ", table.columns()));
        html.element("td", Figures.size(table.bytes()), "class", "number").open("td");
        Parts.digest(html, table.sha256());
        html.close("td")
                .open("td", "class", "path")
                .element("code", table.path())
                .close("td")
                .close("tr");
    }

    private static void positives(Html html, long count, long rows) {
        html.text(Figures.count(count));
        if (rows > 0) {
            html.text(" ").element("small", Figures.percent(count, rows));
        }
    }

    private static void files(Html html, LineageDocument lineage) {
        html.element("h3", "Spec and scripts").open("dl", "class", "facts");
        Parts.fact(html, "gxp.yaml", () -> Parts.digest(html, lineage.spec()));
        lineage.scripts().forEach(script -> {
            html.open("div").open("dt").data(script.path()).close("dt").open("dd");
            Parts.digest(html, script.sha256());
            html.text(" " + Figures.size(script.bytes())).close("dd").close("div");
        });
        html.close("dl");
    }

    private static void parameters(Html html, LineageDocument lineage, Training training) {
        html.element("h3", "Algorithm and hyperparameters").open("dl", "class", "facts");
        Parts.fact(html, "Trainer", training.trainer());
        Parts.fact(html, "Algorithm or command", training.algorithm());
        Parts.fact(html, "Seed", Long.toString(training.seed()));
        html.close("dl");
        if (training.hyperparameters().isEmpty()) {
            html.element("p", "No hyperparameter is on record.");
            return;
        }
        Provenance.hyperparameters(html, training.hyperparameters(), lineage.hyperparameters());
    }
}
