// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.approval;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gxp.signing.Signer;

/**
 * What somebody says about a release.
 *
 * @param signer who
 * @param role in which role
 * @param meaning what it means, for example APPROVED
 * @param reason why
 * @param at when, ISO 8601 in UTC
 * @param zone time zone of the signer
 * @param authentication how the signer was recognised
 */
record Vote(Signer signer, String role, String meaning, String reason, String at, String zone, String authentication) {

    /** Returns the claim that is signed, without the key. */
    ObjectNode claim(int seal) {
        ObjectNode claim = JsonNodeFactory.instance.objectNode();
        claim.putObject("person")
                .put("name", signer.name())
                .put("email", signer.address())
                .put("role", role)
                .put("authentication", authentication);
        claim.putObject("vote")
                .put("meaning", meaning)
                .put("reason", reason)
                .put("at", at)
                .put("zone", zone);
        claim.put("seal", seal);
        return claim;
    }
}
