// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.gate.GateResult;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.lineage.LineageDocument.Training;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The model card as Markdown: what the model is, what it is for, what it came from and what its gates said. */
public final class ModelCardText {
    private final StringBuilder text = new StringBuilder();

    private ModelCardText() {}

    /**
     * Writes the card.
     *
     * @param data what the report shows
     * @return Markdown, UTF-8
     */
    public static byte[] write(ReportData data) {
        var card = new ModelCardText();
        card.model(data);
        data.lineage().trainings().stream().findFirst().ifPresent(training -> card.training(data, training));
        card.tables(data.lineage().tables());
        card.gates(data.verdicts().gates());
        card.list("What was not checked", data.bundle().notChecked());
        return card.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void model(ReportData data) {
        line("# Model card: " + escape(data.bundle().model()) + ", version "
                + data.bundle().run());
        line("");
        line(escape(data.bundle().intendedUse()));
        table(
                List.of("", ""),
                Stream.of(
                                List.of(
                                        "Risk class",
                                        data.bundle().riskClass().name().toLowerCase(Locale.ROOT)),
                                List.of(
                                        "State of the run",
                                        data.bundle().state().name().toLowerCase(Locale.ROOT)),
                                List.of("Started", Figures.utc(data.bundle().startedAt())),
                                List.of("Software", data.bundle().product()),
                                List.of(
                                        "Commit",
                                        data.lineage()
                                                .code()
                                                .flatMap(code -> code.commit())
                                                .orElse("unknown")))
                        .toList());
        data.lineage().source().ifPresent(source -> {
            line("");
            line("Data: " + escape(source.title()) + ". " + escape(source.citation()));
        });
    }

    private void training(ReportData data, Training training) {
        heading("Training");
        table(
                List.of("", ""),
                Stream.concat(
                                Stream.of(
                                        List.of("Algorithm", training.algorithm()),
                                        List.of("Table", data.trainedOn()),
                                        List.of("Seed", Long.toString(training.seed())),
                                        List.of(
                                                "Model",
                                                "sha256 " + training.model().sha256())),
                                training.hyperparameters().entrySet().stream()
                                        .map(entry -> List.of(entry.getKey(), String.valueOf(entry.getValue()))))
                        .toList());
    }

    private void tables(List<TableRecord> tables) {
        if (!tables.isEmpty()) {
            heading("Tables");
            table(
                    List.of("table", "rows", "sha256"),
                    tables.stream()
                            .map(table -> List.of(table.name(), Figures.count(table.rows()), table.sha256()))
                            .toList());
        }
    }

    private void gates(List<GateResult> gates) {
        heading("Gates");
        if (gates.isEmpty()) {
            line("");
            line("No gate was judged.");
            return;
        }
        table(
                List.of("gate", "value", "interval", "limit", "n", "verdict", "reason"),
                gates.stream()
                        .map(result -> List.of(
                                result.gate().id(),
                                LimitText.value(result),
                                LimitText.interval(result).orElse(""),
                                LimitText.limit(result.gate()),
                                Figures.count(result.metric().n()),
                                result.verdict().name(),
                                result.reason()))
                        .toList());
    }

    private void list(String title, List<String> items) {
        heading(title);
        line("");
        items.forEach(item -> line("- " + escape(item)));
    }

    private void heading(String title) {
        line("");
        line("## " + title);
    }

    private void table(List<String> head, List<List<String>> rows) {
        line("");
        row(head);
        line("|" + "---|".repeat(head.size()));
        rows.forEach(this::row);
    }

    private void row(List<String> cells) {
        line(cells.stream().map(ModelCardText::escape).collect(Collectors.joining(" | ", "| ", " |")));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** Text from outside stays text: no link, no markup, no second line. */
    private static String escape(String value) {
        return VisibleText.of(value)
                .replaceAll("([\\\\`*_{}\\[\\]<>()#!|~])", "\\\\$1")
                .replaceAll("\\s+", " ");
    }
}
