// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.DataException;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.adhoc.AdHoc;
import io.github.gxpml.metric.adhoc.BiasResults;
import io.github.gxpml.metric.adhoc.Words;
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
            "Prints every bias metric of each facet with its interval. Judges nothing: exit code 0 means that the "
                    + "numbers are printed.",
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

    @Override
    void check() throws UsageException {
        options.check();
        options.checkTwoSided();
    }

    @Override
    Options.Compat compat() {
        return compat;
    }

    @Override
    Output compute(AdHoc adHoc) throws DataException {
        List<String> columns = features == null ? List.of() : Words.names(features);
        BiasResults results = adHoc.bias(options.subject(Optional.ofNullable(groupVariable), columns), facets);
        return new Output(results, results.facets());
    }
}
