// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import java.util.List;

/**
 * One check of the account. It only reads, and says of each subject what it came to. Whatever it throws leaves that
 * subject undecided, and stops no other check.
 */
interface Probe {
    /**
     * Returns the name of the check.
     *
     * @return in kebab case, unique among all
     */
    String id();

    /**
     * Returns which calls are read, as the policy that ships with the product must allow them.
     *
     * @return service and operation, for example {@code s3:GetBucketEncryption}; empty if nothing is asked
     */
    List<String> read();

    /**
     * Returns what there is to look at.
     *
     * @param used what the spec uses
     * @return one entry for each check; empty if the spec uses nothing of the kind
     */
    List<String> subjects(Used used);

    /**
     * Looks at one subject.
     *
     * @param subject one of {@link #subjects}
     * @param used what the spec uses
     * @param account answers
     * @return what it came to
     * @throws IOException if it cannot be looked at
     */
    Finding look(String subject, Used used, Account account) throws IOException;
}
