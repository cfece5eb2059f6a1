// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.approval;

import io.jenkins.plugins.gxp.engine.EngineCall;
import io.jenkins.plugins.gxp.engine.GateRow;
import io.jenkins.plugins.gxp.engine.ReleaseTerms;
import io.jenkins.plugins.gxp.engine.StageReport;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A release that waits for signatures, or did: what is signed, who has signed, and what came of it. */
@ExportedBean(defaultVisibility = 2)
public final class ApprovalRequest implements Serializable {
    private static final long serialVersionUID = 1;

    /** How far it is. */
    public enum State {
        /** People may sign. */
        OPEN,
        /** The engine has taken the signatures in and released the version. */
        RELEASED,
        /** The engine has taken a rejection in. */
        REJECTED,
        /** The step ended without a decision. */
        ENDED
    }

    private final String id;
    private final String model;
    private final int version;
    private final int run;
    private final String artifact;
    private final String bundleSha256;
    private final ReleaseTerms terms;
    private final ArrayList<GateRow> gates;
    private final TreeMap<String, String> waived;
    private final String openedAt =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    /** Never changed, only replaced: the build may be saved while somebody signs. */
    private ArrayList<GivenSignature> signatures = new ArrayList<>();

    private State state = State.OPEN;
    private String note = "";

    ApprovalRequest(String id, StageReport report, ReleaseTerms terms, String artifact) {
        this.id = id;
        this.model = report.model();
        this.version = report.version();
        this.run = report.run();
        this.artifact = artifact;
        this.bundleSha256 = report.bundleSha256();
        this.terms = terms;
        this.gates = new ArrayList<>(report.gates());
        this.waived = new TreeMap<>();
        report.waived().forEach(gate -> waived.put(gate, ""));
    }

    ReleaseTerms terms() {
        return terms;
    }

    synchronized void add(GivenSignature signature) {
        var more = new ArrayList<>(signatures);
        more.add(signature);
        signatures = more;
    }

    /**
     * Gives the engine every signature, to be taken in.
     *
     * @param call of the engine; to take in what is there already changes nothing, so it may be made again
     */
    public synchronized void give(EngineCall call) {
        for (int i = 0; i < signatures.size(); i++) {
            byte[] envelope = signatures.get(i).envelope().getBytes(StandardCharsets.UTF_8);
            call.option("--signed", "signature-" + (i + 1) + ".json", envelope);
        }
        call.repeatable();
    }

    /**
     * Ends the request, unless it has ended.
     *
     * @param how it ended
     * @param why one sentence
     */
    public synchronized void end(State how, String why) {
        if (state == State.OPEN) {
            state = how;
            note = why;
        }
    }

    /**
     * Tells whether the engine can be called.
     *
     * @return true once every signature is there, or somebody rejects
     */
    public synchronized boolean isDecided() {
        return isRejected() || terms.getRoles().stream().allMatch(role -> missing(role.getName()) == 0);
    }

    synchronized boolean isRejected() {
        return signatures.stream().anyMatch(GivenSignature::isRejection);
    }

    /** Returns how many signatures a role still has to give. */
    synchronized int missing(String role) {
        int wanted = terms.getRoles().stream()
                .filter(asked -> asked.getName().equals(role))
                .mapToInt(ReleaseTerms.Role::getCount)
                .sum();
        long given = signatures.stream()
                .filter(signature -> signature.getRole().equals(role) && !signature.isRejection())
                .count();
        return (int) Math.max(0, wanted - given);
    }

    /**
     * Returns the name of the request.
     *
     * @return the id of the step in its build
     */
    @Exported
    public String getId() {
        return id;
    }

    /**
     * Returns the model.
     *
     * @return its name
     */
    @Exported
    public String getModel() {
        return model;
    }

    /**
     * Returns the version that would be released.
     *
     * @return its number
     */
    @Exported
    public int getVersion() {
        return version;
    }

    /**
     * Returns the run.
     *
     * @return its number
     */
    @Exported
    public int getRun() {
        return run;
    }

    /**
     * Returns where the bundle is whose content is signed.
     *
     * @return path of the artifact
     */
    @Exported
    public String getArtifact() {
        return artifact;
    }

    /**
     * Returns the digest of that bundle.
     *
     * @return SHA-256 in hexadecimal digits
     */
    @Exported
    public String getBundleSha256() {
        return bundleSha256;
    }

    /**
     * Returns what is signed and by whom.
     *
     * @return as the engine wants it
     */
    public ReleaseTerms getTerms() {
        return terms;
    }

    /**
     * Returns every gate of the run.
     *
     * @return in the order of judging
     */
    public List<GateRow> getGates() {
        return List.copyOf(gates);
    }

    /**
     * Returns the gates that are waived.
     *
     * @return their ids
     */
    @Exported
    public List<String> getWaived() {
        return List.copyOf(waived.keySet());
    }

    /**
     * Tells whether a gate is waived.
     *
     * @param gate its id
     * @return true if so
     */
    public boolean isWaived(String gate) {
        return waived.containsKey(gate);
    }

    /**
     * Returns since when it waits.
     *
     * @return ISO 8601, UTC
     */
    @Exported
    public String getOpenedAt() {
        return openedAt;
    }

    /**
     * Returns the signatures.
     *
     * @return in the order of signing
     */
    @Exported
    public synchronized List<GivenSignature> getSignatures() {
        return List.copyOf(signatures);
    }

    /**
     * Returns how far it is.
     *
     * @return open until the engine has decided or the step has ended
     */
    @Exported
    public synchronized State getState() {
        return state;
    }

    /**
     * Returns what came of it.
     *
     * @return one sentence, or nothing
     */
    @Exported
    public synchronized String getNote() {
        return note;
    }

    /**
     * Tells whether people may sign.
     *
     * @return false once everything is signed, somebody has rejected, or the step has ended
     */
    @Exported
    public synchronized boolean isOpen() {
        return state == State.OPEN && !isDecided();
    }

    /**
     * Returns what is missing.
     *
     * @return one phrase for each role, for example quality (1)
     */
    @Exported
    public synchronized List<String> getMissing() {
        return terms.getRoles().stream()
                .filter(role -> missing(role.getName()) > 0)
                .map(role -> role.getName() + " (" + missing(role.getName()) + ")")
                .distinct()
                .toList();
    }

    /**
     * Returns the digest of what the page shows, which a signature must name.
     *
     * @return changes with anything that is signed
     */
    @Exported
    public String getSeen() {
        var text = new StringBuilder(bundleSha256).append('\n').append(terms.getSeal());
        terms.getSubjects()
                .forEach(subject -> text.append('\n')
                        .append(subject.getSha256())
                        .append(' ')
                        .append(subject.getName()));
        gates.forEach(
                gate -> text.append('\n').append(gate.getVerdict()).append(' ').append(gate.getId()));
        waived.keySet().forEach(gate -> text.append('\n').append(gate));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256, which every Java runtime must have", e);
        }
    }
}
