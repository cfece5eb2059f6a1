// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.approval;

import java.io.Serializable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A signature that somebody gave here: what is shown of it, and the envelope in which the engine takes it. */
@ExportedBean(defaultVisibility = 3)
public final class GivenSignature implements Serializable {
    private static final long serialVersionUID = 1;
    static final String REJECTED = "REJECTED";

    private final String user;
    private final String name;
    private final String address;
    private final String role;
    private final String meaning;
    private final String reason;
    private final String at;
    private final String zone;
    private final String authentication;
    private final String key;
    private final String envelope;

    GivenSignature(Vote vote, String key, String envelope) {
        this.user = vote.signer().user().getId();
        this.name = vote.signer().name();
        this.address = vote.signer().address();
        this.role = vote.role();
        this.meaning = vote.meaning();
        this.reason = vote.reason();
        this.at = vote.at();
        this.zone = vote.zone();
        this.authentication = vote.authentication();
        this.key = key;
        this.envelope = envelope;
    }

    String user() {
        return user;
    }

    String envelope() {
        return envelope;
    }

    /**
     * Tells whether it rejects the release.
     *
     * @return true if so
     */
    public boolean isRejection() {
        return meaning.equals(REJECTED);
    }

    /**
     * Returns who signed.
     *
     * @return printed name
     */
    @Exported
    public String getName() {
        return name;
    }

    /**
     * Returns the mail address of who signed.
     *
     * @return as it is signed
     */
    @Exported
    public String getAddress() {
        return address;
    }

    /**
     * Returns the role in which it was signed.
     *
     * @return as the spec calls it
     */
    @Exported
    public String getRole() {
        return role;
    }

    /**
     * Returns what the signature says.
     *
     * @return for example APPROVED
     */
    @Exported
    public String getMeaning() {
        return meaning;
    }

    /**
     * Returns why.
     *
     * @return in the signer's words
     */
    @Exported
    public String getReason() {
        return reason;
    }

    /**
     * Returns when.
     *
     * @return ISO 8601, UTC
     */
    @Exported
    public String getAt() {
        return at;
    }

    /**
     * Returns where the signer's clock is.
     *
     * @return time zone, for example Europe/Vienna
     */
    @Exported
    public String getZone() {
        return zone;
    }

    /**
     * Returns how the signer was recognised.
     *
     * @return as it is signed
     */
    @Exported
    public String getAuthentication() {
        return authentication;
    }

    /**
     * Returns the signer's key.
     *
     * @return its name, 64 hexadecimal digits
     */
    @Exported
    public String getKey() {
        return key;
    }
}
