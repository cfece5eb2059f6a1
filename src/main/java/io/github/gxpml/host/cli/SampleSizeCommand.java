// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.metric.comparison.SampleSize;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gxp samplesize}. */
@Command(
        name = "samplesize",
        description = {
            "Plan an experiment: how many rows each of its two arms needs.",
            "Give --control and --treatment for shares (0.10 against 0.15), or --deviation and --difference for means."
        })
final class SampleSizeCommand extends BaseCommand {
    @Option(names = "--control", paramLabel = "P", description = "Expected share in the control arm, from 0 to 1.")
    private Double control;

    @Option(
            names = "--treatment",
            paramLabel = "P",
            description = "Share in the treatment arm that the experiment shall be able to tell from it.")
    private Double treatment;

    @Option(names = "--deviation", paramLabel = "S", description = "Expected standard deviation in each arm.")
    private Double deviation;

    @Option(
            names = "--difference",
            paramLabel = "D",
            description = "Difference of the means that the experiment shall be able to find.")
    private Double difference;

    @Option(
            names = "--power",
            paramLabel = "P",
            defaultValue = "0.8",
            description = "Chance to find it if it is there (default: ${DEFAULT-VALUE}).")
    private double power;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "Confidence level of the interval that will be judged (default: ${DEFAULT-VALUE}).")
    private double level;

    @Option(names = "--format", defaultValue = "text", description = FORMAT)
    private Format format;

    @Override
    public Integer call() throws UsageException {
        long rows = rows();
        if (format == Format.JSON) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("rowsPerArm", rows);
            document.put("power", power);
            document.put("level", level);
            printJson(document);
        } else {
            terminal()
                    .print(rows + " rows in each arm, " + 2 * rows + " in all (power " + power + ", level " + level
                            + ")");
        }
        return ExitCode.PASS;
    }

    private long rows() throws UsageException {
        boolean shares = control != null && treatment != null && deviation == null && difference == null;
        boolean means = control == null && treatment == null && deviation != null && difference != null;
        if (shares == means) {
            throw new UsageException("give either --control and --treatment, or --deviation and --difference");
        }
        if (!inside(power) || !inside(level)) {
            throw new UsageException("--power and --level lie between 0 and 1, such as 0.8 and 0.95");
        }
        SampleSize size = new SampleSize(level, power);
        if (shares) {
            if (!(control >= 0 && control <= 1 && treatment >= 0 && treatment <= 1) || control.equals(treatment)) {
                throw new UsageException("--control and --treatment are two different shares from 0 to 1");
            }
            return size.proportions(control, treatment);
        }
        if (!(deviation > 0 && Double.isFinite(deviation)) || difference == 0 || !Double.isFinite(difference)) {
            throw new UsageException("--deviation is above 0, and --difference is any number but 0");
        }
        return size.means(deviation, difference);
    }

    private static boolean inside(double share) {
        return share > 0 && share < 1;
    }
}
