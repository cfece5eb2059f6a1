// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.DataException;
import io.github.gxpml.metric.adhoc.AdHoc;
import io.github.gxpml.metric.adhoc.BiasResults;
import java.util.List;
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
            "A facet is COL=V, COL=V,V or 'COL>T' (in quotes, for the shell). A column or value with =, > or a comma in "
                    + "it, or a double quote at its start, stands in double quotes, and a quote inside of them is "
                    + "doubled: --facet '\"a=b\"=\"x,y\"' is column a=b with the value x,y."
        })
final class BiasCommand extends StatisticsCommand {
    /** How edge cases are computed. */
    enum Compatibility {
        STRICT,
        CLARIFY
    }

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
            description = "Column of groups for CDDL and CDDPL. Not there yet.")
    private String groupVariable;

    @Option(names = "--features", paramLabel = "COL,...", description = "Columns for FT. Not there yet.")
    private String features;

    @Option(
            names = "--compat",
            defaultValue = "strict",
            description = "strict, or clarify to compute like SageMaker Clarify, which is not there yet "
                    + "(default: ${DEFAULT-VALUE}).")
    private Compatibility compatibility;

    @Override
    void check() throws UsageException {
        if (compatibility == Compatibility.CLARIFY) {
            throw new UsageException(
                    "--compat clarify is not there yet: leave it out for the strict numbers, in which 0/0 is undefined");
        }
        if (groupVariable != null) {
            throw new UsageException(
                    "--group-variable is not there yet: leave it out, CDDL and CDDPL are undefined until then");
        }
        if (features != null) {
            throw new UsageException("--features is not there yet: leave it out, FT is undefined until then");
        }
        options.check();
    }

    @Override
    Output compute(AdHoc adHoc) throws DataException {
        BiasResults results = adHoc.bias(options.subject(), facets);
        return new Output(results, results.facets());
    }
}
