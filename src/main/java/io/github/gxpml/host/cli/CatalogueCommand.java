// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.gate.GatePage;
import io.github.gxpml.metric.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gxp catalogue}. */
@Command(
        name = "catalogue",
        description = {
            "Print what there is to measure and to judge by, as Markdown.",
            "metrics: every metric with its meaning, formula and interval. gates: how gates are written and judged."
        })
final class CatalogueCommand extends BaseCommand {
    /** What is printed. */
    enum Page {
        METRICS,
        GATES
    }

    @Parameters(paramLabel = "PAGE", arity = "0..1", description = "metrics or gates (default: ${DEFAULT-VALUE}).")
    private Page page = Page.METRICS;

    @Override
    public Integer call() {
        String text = page == Page.METRICS ? Catalogue.markdown() : GatePage.markdown();
        terminal().print(text.stripTrailing());
        return ExitCode.PASS;
    }
}
