// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.approval;

import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.gxp.engine.ReleaseTerms;
import io.jenkins.plugins.gxp.signing.RefusedException;
import io.jenkins.plugins.gxp.signing.Signer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.security.core.Authentication;

/**
 * Decides who may sign a release here. The engine decides again when it takes the signatures in; it knows the people of the
 * change better, this knows those of the build.
 */
final class Eligibility {
    private final ApprovalRequest request;
    private final Run<?, ?> run;

    Eligibility(ApprovalRequest request, Run<?, ?> run) {
        this.request = request;
        this.run = run;
    }

    /**
     * Returns the roles in which somebody could sign now.
     *
     * @param user who
     * @param authentication groups of the user
     * @return in the order of the spec
     */
    List<ReleaseTerms.Role> roles(User user, Authentication authentication) throws IOException {
        var roles = new ArrayList<ReleaseTerms.Role>();
        for (ReleaseTerms.Role role : request.terms().getRoles()) {
            try {
                check(Signer.of(user), authentication, role.getName(), false);
                roles.add(role);
            } catch (RefusedException e) {
                continue; // the form offers what is left
            }
        }
        return roles;
    }

    /**
     * Makes sure that somebody may sign.
     *
     * @param signer who
     * @param authentication groups of the signer
     * @param name of the role
     * @param rejects whether it is a rejection, which is never one too many
     * @return the role
     * @throws RefusedException if not, with the reason
     */
    ReleaseTerms.Role check(Signer signer, Authentication authentication, String name, boolean rejects)
            throws RefusedException, IOException {
        if (!request.isOpen()) {
            throw new RefusedException(Messages.Eligibility_closed());
        }
        ReleaseTerms.Role role = request.terms().getRoles().stream()
                .filter(asked -> asked.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusedException(Messages.Eligibility_notAsked(name)));
        if (!RoleMembers.isMember(name, signer.user(), authentication)) {
            throw new RefusedException(Messages.Eligibility_notMember(signer.name(), name));
        }
        checkPart(signer);
        if (!rejects && request.missing(name) < 1) {
            throw new RefusedException(Messages.Eligibility_enough(name));
        }
        checkKey(signer, role);
        return role;
    }

    private void checkPart(Signer signer) throws RefusedException, IOException {
        var part = Participants.of(run).part(signer);
        if (part.isPresent()) {
            throw new RefusedException(Messages.Eligibility_part(signer.name(), part.get()));
        }
        Set<String> identities = signer.identities();
        if (request.terms().getExcluded().stream().map(Eligibility::identity).anyMatch(identities::contains)) {
            throw new RefusedException(Messages.Eligibility_part(signer.name(), Messages.Participants_recorded()));
        }
        if (request.getSignatures().stream()
                .anyMatch(signature -> signature.user().equals(signer.user().getId())
                        || signature.getAddress().equalsIgnoreCase(signer.address()))) {
            throw new RefusedException(Messages.Eligibility_twice(signer.name()));
        }
    }

    private void checkKey(Signer signer, ReleaseTerms.Role role) throws RefusedException, IOException {
        if (!role.getKeys().isEmpty() && !role.getKeys().contains(signer.keyId())) {
            throw new RefusedException(Messages.Eligibility_key(role.getName(), signer.keyId()));
        }
    }

    private static String identity(String person) {
        int open = person.lastIndexOf('<');
        int close = person.lastIndexOf('>');
        String address = open >= 0 && close > open ? person.substring(open + 1, close) : person;
        return address.strip().toLowerCase(Locale.ROOT);
    }
}
