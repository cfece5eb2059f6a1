// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.SealedBundle;
import io.github.gxpml.evidence.Waiver;
import io.github.gxpml.evidence.Waivers;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The waivers under which the version in use was released, and whose time is over. They change no verdict. */
final class ExpiredWaivers {
    private ExpiredWaivers() {}

    /**
     * Says of each that it has expired, and puts it into the audit trail. That nobody can tell is told as well.
     *
     * @param run the run that looks at the version
     * @param version the version in use
     * @return one sentence each; may be empty
     * @throws IOException if the audit trail cannot be written
     */
    static List<String> notes(Run run, ModelVersion version) throws IOException {
        List<Waiver> waivers;
        try {
            waivers = waivers(run, version);
        } catch (IOException | RuntimeException e) {
            return List.of("nobody can tell whether a waiver of version " + version.version() + " has expired: "
                    + e.getMessage());
        }
        LocalDate today = run.ports().clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
        List<String> notes = new ArrayList<>();
        for (Map.Entry<String, LocalDate> waived : lastDays(waivers).entrySet()) {
            if (today.isAfter(waived.getValue())) {
                run.audit(
                        "waiver.expired",
                        Map.of(
                                "version",
                                version.version(),
                                "gate",
                                waived.getKey(),
                                "until",
                                waived.getValue().toString()));
                notes.add("version " + version.version() + " was released with gate " + waived.getKey()
                        + " waived until " + waived.getValue()
                        + ", and the waiver has expired: release a version that passes");
            }
        }
        return notes;
    }

    private static List<Waiver> waivers(Run run, ModelVersion version) throws IOException {
        if (version.version() == run.number()) {
            return Waivers.list(run.bag());
        }
        Path zip = Workspace.of(run.spec()).bundle(version.version());
        if (!Files.exists(zip)) {
            throw new IOException("its bundle " + zip.getFileName() + " is not there");
        }
        Optional<String> manifest = PreviousRun.manifest(zip);
        try (SealedBundle bundle = SealedBundle.open(zip, manifest.orElseThrow())) {
            return Waivers.list(bundle);
        }
    }

    /** Those that two people signed; the longest counts where a gate has several. */
    private static Map<String, LocalDate> lastDays(List<Waiver> waivers) {
        Map<String, LocalDate> days = new TreeMap<>();
        for (Waiver waiver : waivers) {
            if (waiver.confirmation().isPresent()) {
                days.merge(
                        waiver.claim().terms().gate(), waiver.claim().terms().until(), (a, b) -> a.isAfter(b) ? a : b);
            }
        }
        return days;
    }
}
