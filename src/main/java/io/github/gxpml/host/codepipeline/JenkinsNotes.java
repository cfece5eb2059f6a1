// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is noted of an order, to find its build again.
 *
 * @param job full name of the job that it went to; empty if it was not begun
 * @param submitted when Jenkins was last asked to queue a build
 * @param item number in the queue of Jenkins
 * @param build number of the build
 */
record JenkinsNotes(String job, Optional<Instant> submitted, Optional<Long> item, Optional<Integer> build) {
    private static final String JOB = "jenkins.job";
    private static final String SUBMITTED = "jenkins.submitted";
    private static final String ITEM = "jenkins.item";
    private static final String BUILD = "jenkins.build";

    static JenkinsNotes submitting(String job, Instant at) {
        return new JenkinsNotes(job, Optional.of(at), Optional.empty(), Optional.empty());
    }

    static JenkinsNotes of(Map<String, String> notes) throws IOException {
        try {
            return new JenkinsNotes(
                    notes.getOrDefault(JOB, ""),
                    Optional.ofNullable(notes.get(SUBMITTED)).map(Instant::parse),
                    Optional.ofNullable(notes.get(ITEM)).map(Long::valueOf),
                    Optional.ofNullable(notes.get(BUILD)).map(Integer::valueOf));
        } catch (NumberFormatException | DateTimeException e) {
            throw new IOException("what was noted of the order cannot be read, so its build is not known", e);
        }
    }

    JenkinsNotes inQueue(long number) {
        return new JenkinsNotes(job, submitted, Optional.of(number), Optional.empty());
    }

    JenkinsNotes built(int number) {
        return new JenkinsNotes(job, submitted, item, Optional.of(number));
    }

    boolean isPlaced() {
        return item.isPresent() || build.isPresent();
    }

    Map<String, String> map() {
        var map = new LinkedHashMap<String, String>();
        map.put(JOB, job);
        submitted.ifPresent(at -> map.put(SUBMITTED, at.toString()));
        item.ifPresent(number -> map.put(ITEM, Long.toString(number)));
        build.ifPresent(number -> map.put(BUILD, Integer.toString(number)));
        return map;
    }
}
