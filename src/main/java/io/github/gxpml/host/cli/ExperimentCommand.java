// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.DataException;
import io.github.gxpml.metric.adhoc.AdHoc;
import io.github.gxpml.metric.adhoc.Results;
import io.github.gxpml.metric.adhoc.Words;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.ExperimentSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gxp experiment}. */
@Command(
        name = "experiment",
        description = {
            "Compare two arms of a randomised experiment (an A/B test), once it is complete, without a spec.",
            "There is no number before both arms have --sample-size rows with an outcome: who looks early and stops at a "
                    + "good moment finds differences that are not there. `gxp samplesize` computes the size beforehand."
        })
final class ExperimentCommand extends StatisticsCommand {
    @Option(names = "--data", paramLabel = "FILES", required = true, description = FILES)
    private String data;

    @Option(
            names = "--arm",
            paramLabel = "COL=CONTROL,TREATMENT",
            required = true,
            description =
                    "Column of the arms, and its two values, such as arm=usual,model; a value with a comma in it stands"
                            + " in double quotes.")
    private String arm;

    @Option(
            names = "--outcome",
            paramLabel = "COL",
            required = true,
            description = "Column of the outcome: what came of a row.")
    private String outcome;

    @Option(
            names = "--positive",
            paramLabel = "V",
            description = "The outcome that is counted; without it the mean of a number is compared.")
    private String positive;

    @Option(
            names = "--sample-size",
            paramLabel = "N",
            required = true,
            description = "Rows with an outcome that each arm must have, as it was set beforehand.")
    private long size;

    @Override
    void check() throws UsageException {
        if (size < 2) {
            throw new UsageException("--sample-size is " + size + ", each arm needs at least 2 rows");
        }
    }

    @Override
    Output compute(AdHoc adHoc) throws DataException {
        var facet = Words.facet(arm);
        List<String> values =
                facet.conditions().size() == 1 ? facet.conditions().get(0).values() : List.of();
        if (values.size() != 2 || values.get(0).equals(values.get(1))) {
            throw new io.github.gxpml.data.WrongCallException(
                    "--arm is `" + arm + "`, it must name a column and two different values, such as arm=usual,model");
        }
        var plan = new ExperimentSpec(
                "",
                DataSpec.Format.CSV,
                facet.conditions().get(0).column(),
                values.get(0),
                values.get(1),
                outcome,
                Optional.ofNullable(positive),
                size);
        Results results = adHoc.experiment(data, plan);
        return new Output(results, Map.of("", results));
    }
}
