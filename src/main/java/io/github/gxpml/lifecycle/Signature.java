// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.Approval;
import io.github.gxpml.port.Signer;
import java.time.ZoneId;

/**
 * What a person is about to sign with.
 *
 * @param name printed name
 * @param address mail address, which tells people apart
 * @param role role as the spec names it
 * @param meaning what the signature says
 * @param reason why, in a sentence
 * @param zone the person's time zone
 * @param authentication how the host made sure that it is this person
 * @param signer the person's own key
 */
public record Signature(
        String name,
        String address,
        String role,
        Approval.Meaning meaning,
        String reason,
        ZoneId zone,
        String authentication,
        Signer signer) {
    /** Returns who signs. */
    Approval.Person person() {
        return new Approval.Person(name, address, role, authentication);
    }
}
