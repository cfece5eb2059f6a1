// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.spec.RegisterSpec.ApprovalSpec;
import io.github.gxpml.spec.RegisterSpec.Meaning;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code data/approvers.json}: who had to sign the release and who could not, fixed before anybody signed.
 *
 * @param roles signatures that the release needed
 * @param excludedPeople who wrote or committed the change, started the run or trained, as {@code Name <address>}
 * @param authorsSince commit of the version in use then: everybody who wrote or committed anything since is among the
 *     excluded; absent if only the people of the last commit are known
 * @param excludedKeys names of keys that are no person's, such as the machine's own
 */
public record ApproversDocument(
        List<Role> roles, Set<String> excludedPeople, Optional<String> authorsSince, Set<String> excludedKeys) {
    /** Copies, in an order. */
    public ApproversDocument {
        roles = List.copyOf(roles);
        excludedPeople = Collections.unmodifiableSortedSet(new TreeSet<>(excludedPeople));
        excludedKeys = Collections.unmodifiableSortedSet(new TreeSet<>(excludedKeys));
    }

    /**
     * Signatures from one role.
     *
     * @param role for example quality
     * @param count number of different people
     * @param meaning what they had to say
     * @param keys names of the keys that counted; empty if the spec named none, and every trusted key did
     */
    public record Role(String role, int count, Meaning meaning, Set<String> keys) {
        /** Copies the keys, in an order. */
        public Role {
            keys = Collections.unmodifiableSortedSet(new TreeSet<>(keys));
        }
    }

    /** Returns the roles as a spec asks for them, without the files of keys. */
    List<ApprovalSpec> asked() {
        return roles.stream()
                .map(role -> new ApprovalSpec(role.role(), role.count(), role.meaning(), List.of()))
                .toList();
    }
}
