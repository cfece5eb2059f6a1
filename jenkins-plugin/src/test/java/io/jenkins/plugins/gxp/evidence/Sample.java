// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import hudson.model.Run;
import io.jenkins.plugins.gxp.engine.GateRow;
import io.jenkins.plugins.gxp.engine.StageReport;
import io.jenkins.plugins.gxp.engine.Verdicts;
import io.jenkins.plugins.gxp.evidence.index.EvidenceIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Evidence as a stage leaves it, without running one. */
public final class Sample {
    public static final String HOSTILE = "<script>document.title='owned'</script>\"'\u202Egnp.exe";

    private String stage = "validate";
    private String model = "m";
    private int version = 1;
    private String state = "RUNNING";
    private String verdict = "PASS";
    private String node = "";
    private long at = 1_700_000_000_000L;
    private Set<String> waived = Set.of();
    private String content = "sealed";
    private int exit;
    private List<String> missing = List.of();
    private String sha256 = "";
    private final List<GateRow> gates = new ArrayList<>();

    public Sample stage(String value) {
        stage = value;
        return this;
    }

    public Sample model(String value) {
        model = value;
        return this;
    }

    public Sample version(int value) {
        version = value;
        return this;
    }

    public Sample state(String value) {
        state = value;
        return this;
    }

    public Sample verdict(String value) {
        verdict = value;
        exit = Verdicts.exit(value);
        return this;
    }

    public Sample exit(int value) {
        exit = value;
        return this;
    }

    public Sample missing(String... values) {
        missing = List.of(values);
        return this;
    }

    public Sample at(long value) {
        at = value;
        return this;
    }

    public Sample node(String value) {
        node = value;
        return this;
    }

    public Sample waived(String... ids) {
        waived = Set.of(ids);
        return this;
    }

    /** Says what is in the bundle, and gives it the digest of that. */
    public Sample content(String value) throws Exception {
        content = value;
        sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8)));
        return this;
    }

    public Sample gate(String id, String verdictOfGate, double value) {
        return gate(id, verdictOfGate, value, "a reason");
    }

    public Sample gate(String id, String verdictOfGate, double value, String reason) {
        gates.add(new GateRow(
                new GateRow.Judged(stage + "/" + id, stage, verdictOfGate, reason),
                new GateRow.Numbers(value, value - 0.05, value + 0.05, 0.75, null, 1000)));
        return this;
    }

    /** Returns the digest that a sample of a version has. */
    public static String digest(int version) {
        return HexFormat.of().toHexDigits((byte) version).repeat(32);
    }

    public StageEvidence evidence() {
        String artifact = "gxp-evidence/m-" + version + ".zip";
        var report = new StageReport(
                model,
                version,
                version,
                state,
                verdict,
                exit,
                gates,
                waived,
                missing,
                Optional.empty(),
                Optional.empty(),
                artifact,
                sha256.isEmpty() ? digest(version) : sha256);
        return new StageEvidence(
                stage, stage, report, new StageEvidence.Kept(artifact, "", node, "/w", "gxp.yaml", at));
    }

    /** Keeps it in a build, as a step does. */
    public Run<?, ?> in(Run<?, ?> build) throws Exception {
        StageEvidence evidence = evidence();
        EvidenceAction.of(build).put(evidence);
        build.save();
        EvidenceIndex.put(build, evidence);
        Path file = build.getRootDir().toPath().resolve("archive").resolve(evidence.getArtifact());
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return build;
    }
}
