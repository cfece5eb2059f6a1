// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.gate.Verdict;
import io.github.gxpml.host.cli.Terminal.Style;
import io.github.gxpml.lifecycle.Reproduction;
import io.github.gxpml.lineage.ReproducibilityDocument.Comparison;
import io.github.gxpml.lineage.TrainingRecord;
import io.github.gxpml.lineage.TrainingStage;
import java.util.Optional;

/** Prints for people how a training was repeated. */
final class ReproductionPrinter {
    private static final int NAME = 13;
    private static final int SHOWN = 12;

    private final Terminal terminal;

    ReproductionPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(Reproduction.Result result) {
        TrainingRecord first = result.document().trainings().get(0);
        TrainingRecord again = result.document().trainings().get(1);
        Comparison comparison = result.document().comparisons().get(0);
        line("stage", pad("run " + result.run(), SHOWN + 2) + pad("again", SHOWN + 2));
        for (TrainingStage stage : TrainingStage.values()) {
            boolean same = first.same(stage, again);
            terminal.print(terminal.paint(Style.STRONG, pad(stage.text(), NAME))
                    + Terminal.clean(pad(digest(first, stage), SHOWN + 2) + pad(digest(again, stage), SHOWN + 2))
                    + terminal.paint(same ? Style.GOOD : Style.BAD, same ? "equal" : "differs"));
        }
        comparison.first().ifPresent(difference -> line("difference", difference.text()));
        comparison.environment().forEach(entry -> line("environment", entry.text()));
        result.notes().forEach(note -> line("note", note));
        Verdict verdict = result.result().verdict();
        terminal.print(terminal.paint(Style.STRONG, pad("verdict", NAME))
                + terminal.paint(RunPrinter.style(verdict), verdict.name()) + "  "
                + result.document().reached().orElseThrow().text() + ", required is "
                + result.document().rules().required().text());
        line(
                "bundle",
                result.bundle() + "  sha256 " + result.bundleSha256().substring(0, SHOWN) + "\u2026  (gxp verify it)");
    }

    void undecided(String reason) {
        terminal.print(terminal.paint(Style.STRONG, pad("verdict", NAME))
                + terminal.paint(RunPrinter.style(Verdict.UNDECIDED), Verdict.UNDECIDED.name()) + "  "
                + Terminal.clean(reason));
    }

    private void line(String name, String text) {
        terminal.print(terminal.paint(Style.STRONG, pad(name, NAME)) + Terminal.clean(text));
    }

    private static String digest(TrainingRecord record, TrainingStage stage) {
        return Optional.ofNullable(record.stages().get(stage))
                .map(output -> output.sha256()
                        .substring(0, Math.min(SHOWN, output.sha256().length())))
                .orElse("-");
    }

    private static String pad(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }
}
