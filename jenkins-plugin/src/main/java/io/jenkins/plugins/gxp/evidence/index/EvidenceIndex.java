// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.index;

import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import io.jenkins.plugins.gxp.evidence.StageEvidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.springframework.security.access.AccessDeniedException;

/**
 * What is known of the evidence of all jobs without loading a build. It follows from the builds: whatever is missing in it comes
 * back when the build is next loaded. See docs/adr/0013-an-index-for-each-job.md.
 */
public final class EvidenceIndex {
    private static final Logger LOGGER = Logger.getLogger(EvidenceIndex.class.getName());
    private static final Map<Job<?, ?>, IndexFile> FILES = Collections.synchronizedMap(new WeakHashMap<>());
    private static final Set<String> JOBS = new ConcurrentSkipListSet<>();

    private EvidenceIndex() {}

    /** Keeps a stage of a build. An index that cannot be written must not cost the build. */
    public static void put(Run<?, ?> run, StageEvidence stage) {
        Job<?, ?> job = run.getParent();
        try {
            file(job).add(folder(job), IndexLine.of(run.getNumber(), stage));
            JOBS.add(job.getFullName());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "could not write the index of " + job.getFullName(), e);
        }
    }

    /** Brings the stages of a build back that the index does not know, a moment later. */
    public static void mend(Run<?, ?> run) {
        Timer.get().execute(() -> {
            try {
                EvidenceAction action = run.getAction(EvidenceAction.class);
                if (action != null
                        && !run.isBuilding()
                        && !file(run.getParent()).knows(folder(run.getParent()), run.getNumber())
                        && Files.isDirectory(run.getRootDir().toPath())) {
                    action.getStages().forEach(stage -> put(run, stage));
                }
            } catch (IOException e) {
                LOGGER.log(
                        Level.WARNING,
                        "could not mend the index of " + run.getParent().getFullName(),
                        e);
            }
        });
    }

    static void forget(Run<?, ?> run) {
        Job<?, ?> job = run.getParent();
        if (!isIndexed(job)) {
            return;
        }
        try {
            file(job).delete(folder(job), run.getNumber());
            if (!isThere(job)) {
                JOBS.remove(job.getFullName());
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "could not write the index of " + job.getFullName(), e);
        }
    }

    /** Tells whether any build of a job has evidence; reads nothing. */
    public static boolean isIndexed(Job<?, ?> job) {
        return JOBS.contains(job.getFullName());
    }

    /**
     * Returns what is known of the builds of a job.
     *
     * @param job whose
     * @return the stages in the order in which they ended; none where the index cannot be read
     */
    public static List<IndexEntry> entries(Job<?, ?> job) {
        try {
            return file(job).entries(folder(job));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "could not read the index of " + job.getFullName(), e);
            return List.of();
        }
    }

    /**
     * Returns the gates of a stage.
     *
     * @param job whose
     * @param entry the stage
     * @return in the order of judging; none where the index cannot be read
     */
    public static List<IndexGate> gates(Job<?, ?> job, IndexEntry entry) {
        try {
            return file(job).gates(folder(job), entry);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "could not read the index of " + job.getFullName(), e);
            return List.of();
        }
    }

    /**
     * Returns the jobs with evidence that whoever asks may read.
     *
     * @return in the order of their names
     */
    public static List<Job<?, ?>> readable() {
        List<Job<?, ?>> jobs = new ArrayList<>();
        for (String name : JOBS) {
            Job<?, ?> job = readable(name);
            if (job != null) {
                jobs.add(job);
            }
        }
        return jobs;
    }

    /** Tells whether whoever asks may read any job with evidence. */
    public static boolean isAnyReadable() {
        return JOBS.stream().anyMatch(name -> readable(name) != null);
    }

    /** Jenkins itself says whether somebody may know of a job, by the permissions on it and on the folders above. */
    private static Job<?, ?> readable(String name) {
        try {
            return Jenkins.get().getItemByFullName(name, Job.class);
        } catch (AccessDeniedException e) {
            return null;
        }
    }

    static void scan() {
        Timer.get().execute(() -> {
            try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
                JOBS.clear();
                for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
                    look(job);
                }
            }
        });
    }

    static void look(Job<?, ?> job) {
        if (isThere(job)) {
            JOBS.add(job.getFullName());
        }
    }

    static void move(Job<?, ?> job, String before) {
        JOBS.remove(before);
        look(job);
    }

    static void forget(Job<?, ?> job) {
        JOBS.remove(job.getFullName());
    }

    private static boolean isThere(Job<?, ?> job) {
        return Files.isRegularFile(folder(job).resolve(IndexFile.NAME));
    }

    private static IndexFile file(Job<?, ?> job) {
        return FILES.computeIfAbsent(job, any -> new IndexFile());
    }

    private static Path folder(Job<?, ?> job) {
        return job.getRootDir().toPath();
    }
}
