// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.DataException;
import io.github.gxpml.interop.Analysis;
import io.github.gxpml.interop.AnalysisCheck;
import io.github.gxpml.interop.AnalysisFile;
import io.github.gxpml.interop.BiasAnalysis;
import io.github.gxpml.interop.FormatException;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.adhoc.AdHoc;
import io.github.gxpml.metric.adhoc.BiasResults;
import io.github.gxpml.metric.adhoc.Subject;
import io.github.gxpml.metric.adhoc.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gxp bias}. */
@Command(
        name = "bias",
        description = {
            "Compare how groups of people are labelled and predicted, without a spec.",
            "Prints every bias metric of each facet with its interval. Judges nothing without --constraints: exit code "
                    + "0 means that the numbers are printed.",
            "A facet is COL=V, COL=V,V, 'COL>T', 'COL<=T' (in quotes, for the shell), or several of them with & between: "
                    + "'sex=F & age>75' compares women above 75 with everyone else. COL=* is one facet for each value. A column or value with one of "
                    + "= > < , & in it, or a double quote at its start, stands in double quotes, and a quote inside of "
                    + "them is doubled: --facet '\"a=b\"=\"x,y\"' is column a=b with the value x,y."
        })
final class BiasCommand extends StatisticsCommand {
    @Mixin
    private SubjectOptions options;

    @Option(
            names = "--facet",
            paramLabel = "FACET",
            required = true,
            description = "The disfavoured group, compared with everyone else; may be given several times.")
    private List<String> facets;

    @Option(
            names = "--group-variable",
            paramLabel = "COL",
            description = "Column of groups for CDDL and CDDPL, which are undefined without it.")
    private String groupVariable;

    @Option(
            names = "--features",
            paramLabel = "COL,...",
            description = "Numeric columns that FT finds neighbours by; FT is undefined without them.")
    private String features;

    @Option(
            names = "--compat",
            defaultValue = "strict",
            description = "strict, or clarify for the numbers of SageMaker Clarify, in which 0/0 is 0 "
                    + "(default: ${DEFAULT-VALUE}).")
    private Options.Compat compat;

    @Option(
            names = "--analysis",
            paramLabel = "FILE",
            description = "Write Clarify's metrics to this file, as its analysis.json; with the means of columns "
                    + "`attribution.<feature>` as global SHAP values, if the table has them.")
    private Path analysis;

    @Mixin
    private ConstraintOptions constraints;

    @Override
    void check() throws UsageException {
        options.check();
        options.checkTwoSided();
        constraints.check();
    }

    @Override
    Options.Compat compat() {
        return compat;
    }

    @Override
    Output compute(AdHoc adHoc) throws DataException, FormatException, IOException {
        List<String> columns = features == null ? List.of() : Words.names(features);
        Subject subject = options.subject(Optional.ofNullable(groupVariable), columns);
        BiasResults results = adHoc.bias(subject, facets);
        if (analysis == null && constraints.file().isEmpty()) {
            return new Output(results, results.facets());
        }
        Analysis bias = BiasAnalysis.of(results, subject.label());
        Analysis found = adHoc.attributions(subject.data()).map(bias::with).orElse(bias);
        if (analysis != null) {
            ConstraintOptions.save(analysis, AnalysisFile.write(found));
        }
        if (constraints.file().isEmpty()) {
            return new Output(results, results.facets());
        }
        AnalysisCheck.Outcome outcome =
                AnalysisCheck.of(AnalysisFile.read(constraints.file().get()), found);
        constraints.write(AnalysisCheck.write(outcome.violations()));
        return new Output(results, results.facets()).judged(Judgement.of(outcome));
    }
}
