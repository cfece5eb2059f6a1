// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.job;

import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.gxp.evidence.index.EvidenceIndex;
import io.jenkins.plugins.gxp.evidence.index.IndexEntry;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;

/** The models of a job over its builds: how their numbers went, and which versions were released. */
public final class ModelAction implements Action {
    private static final int MOST_RELEASES = 20;

    private final Job<?, ?> job;

    ModelAction(Job<?, ?> job) {
        this.job = job;
    }

    /**
     * Returns the job.
     *
     * @return whose models these are
     */
    public Job<?, ?> getJob() {
        return job;
    }

    /**
     * Returns the models.
     *
     * @return by name, the one of the newest build first
     */
    public Set<String> getModels() {
        Set<String> models = new LinkedHashSet<>();
        List<IndexEntry> entries = EvidenceIndex.entries(job);
        for (int i = entries.size() - 1; i >= 0; i--) {
            models.add(entries.get(i).model());
        }
        return models;
    }

    /** Tells whether there is more than one model to choose from. */
    public boolean isSeveralModels() {
        return getModels().size() > 1;
    }

    /**
     * Returns the releases.
     *
     * @return the newest first, of which there may be more than are returned
     */
    public List<Release> getReleases() {
        List<IndexEntry> released = EvidenceIndex.entries(job).stream()
                .filter(IndexEntry::isRelease)
                .toList();
        Map<String, Integer> active =
                released.stream().collect(Collectors.toMap(IndexEntry::model, IndexEntry::version, Math::max));
        return released.stream()
                .sorted(Comparator.comparingLong(IndexEntry::at).reversed())
                .limit(MOST_RELEASES)
                .map(entry -> new Release(entry, active.get(entry.model()) == entry.version()))
                .toList();
    }

    /**
     * Tells how many releases there are beyond those that are shown.
     *
     * @return zero in most cases
     */
    public long getOlderReleases() {
        return EvidenceIndex.entries(job).stream().filter(IndexEntry::isRelease).count()
                - getReleases().size();
    }

    /**
     * Sends what the charts show.
     *
     * @param rsp where to
     * @param model the model; the one of the newest build if it is none of this job
     * @param gate the gate; one that tells something if it is none of the model
     * @param before the first build that is too new, 0 for none
     * @param builds how many builds
     * @throws IOException if it cannot be sent
     */
    @GET
    public void doTrend(
            StaplerResponse2 rsp,
            @QueryParameter String model,
            @QueryParameter String gate,
            @QueryParameter int before,
            @QueryParameter int builds)
            throws IOException {
        job.checkPermission(Item.READ);
        String json = new Trend(job, model, before, builds).json(gate);
        rsp.setContentType("application/json;charset=UTF-8");
        rsp.setHeader("X-Content-Type-Options", "nosniff");
        rsp.setHeader("Cache-Control", "no-store");
        rsp.getWriter().print(json);
    }

    @Override
    public String getIconFileName() {
        return "symbol-analytics";
    }

    @Override
    public String getDisplayName() {
        return Messages.ModelAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "gxp-model";
    }
}
