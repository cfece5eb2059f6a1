// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.gate.AskedGates;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code data/host-gates/<stage>.json}: what the host of a run asks for beside the spec, byte for byte as given. */
public final class HostGateFiles {
    /** The audit event that says who asked, with {@code stage}, {@code from} and the {@code sha256} of the file. */
    public static final String EVENT = "gates.asked";

    static final String FOLDER = "host-gates/";

    private HostGateFiles() {}

    /**
     * Names the file of a stage.
     *
     * @param stage validate or monitor
     * @return relative to {@code data}
     */
    public static String of(String stage) {
        return FOLDER + stage + ".json";
    }

    /**
     * Returns the gates of every stage: those of the spec, tightened by what is on record.
     *
     * @param bag evidence of a run
     * @param spec the spec of the run
     * @return gates by stage, as far as the spec has the stage
     * @throws IOException if a file cannot be read, or asks for less than the spec
     */
    public static Map<String, List<Gate>> gates(Bag bag, Spec spec) throws IOException {
        return gatesIn(bag, spec);
    }

    static Map<String, List<Gate>> gatesIn(BagFiles files, Spec spec) throws IOException {
        Map<String, List<Gate>> gates = new TreeMap<>();
        List<String> names = files.names();
        for (String stage : Gates.STAGES) {
            if (stage.equals("monitor") && spec.monitor().isEmpty()) {
                continue;
            }
            gates.put(stage, names.contains(of(stage)) ? asked(files, spec, stage) : Gates.of(spec, stage));
        }
        return gates;
    }

    private static List<Gate> asked(BagFiles files, Spec spec, String stage) throws IOException {
        var file = new AskedGates.File("data/" + of(stage), files.read(of(stage)));
        try {
            return AskedGates.read(file, spec, files.read(BagLayout.SPEC), stage, Optional.empty())
                    .gates();
        } catch (SpecException e) {
            throw new EvidenceException("the gates of the host are no gates beside the spec of the run: "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
    }
}
