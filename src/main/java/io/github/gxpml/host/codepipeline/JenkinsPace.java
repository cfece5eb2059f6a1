// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.time.Duration;

/**
 * How often Jenkins is asked, and how long is waited for it.
 *
 * @param first between the first two questions
 * @param longest between any two
 * @param limit how long an answer may take
 * @param settling how long a build that was asked for may take to be seen in the queue
 * @param patience how long Jenkins may refuse to answer before a build counts as lost from sight; while it is away
 *     there is no end
 */
record JenkinsPace(Duration first, Duration longest, Duration limit, Duration settling, Duration patience) {
    /** What is gentle to a busy Jenkins. */
    static final JenkinsPace USUAL = new JenkinsPace(
            Duration.ofSeconds(2),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(15));

    Duration after(Duration last) {
        Duration next = last.multipliedBy(3).dividedBy(2);
        return next.compareTo(longest) < 0 ? next : longest;
    }
}
