// SPDX-License-Identifier: MIT
package io.github.gxpml.gate;

import io.github.gxpml.spec.HostGates;
import io.github.gxpml.spec.HostGatesReader;
import io.github.gxpml.spec.Problem;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The gates of a stage where a host asks for some beside the spec. They tighten what the spec asks for and never loosen
 * it: such a file is refused as a whole.
 *
 * @param stage validate or monitor
 * @param from where they are written, as the host knows it
 * @param text the file of the host
 * @param gates what the stage is judged by: the gates of the spec, those of both with the stricter limits, and those of
 *     the host alone
 */
public record AskedGates(String stage, String from, String text, List<Gate> gates) {
    /** Copies the gates. */
    public AskedGates {
        gates = List.copyOf(gates);
    }

    /**
     * The file of a host.
     *
     * @param name as messages shall name it
     * @param bytes what it holds
     */
    public record File(String name, byte[] bytes) {}

    /**
     * Reads what a host asks for.
     *
     * @param file the file of the host
     * @param spec the spec of the run
     * @param text the bytes of the spec
     * @param stage one of {@link Gates#STAGES}
     * @param metricIds ids of the catalogue of metrics; empty takes ids as they are
     * @return what the stage is judged by
     * @throws SpecException with every problem of the file: entries that are wrong, or ask for less than the spec
     */
    public static AskedGates read(File file, Spec spec, byte[] text, String stage, Optional<Set<String>> metricIds)
            throws SpecException {
        HostGates.Reading reading = HostGatesReader.read(file.bytes(), file.name(), text, stage, metricIds);
        List<Problem> problems = new ArrayList<>(reading.problems());
        HostGates asked = reading.gates();
        var tightening = new Tightening(file.name(), Gates.of(spec, stage));
        for (HostGates.Entry entry : asked.gates()) {
            Gates.expand(List.of(entry.gate()), stage, spec.data(), Gates.table(spec, stage))
                    .forEach(gate -> tightening.add(entry, gate.askedBy(asked.from())));
        }
        problems.addAll(tightening.problems());
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
        return new AskedGates(stage, asked.from(), asked.text(), tightening.gates());
    }
}
