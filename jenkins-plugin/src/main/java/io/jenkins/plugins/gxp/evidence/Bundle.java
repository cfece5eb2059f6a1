// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import hudson.Functions;
import hudson.model.Run;
import hudson.util.HttpResponses;
import io.jenkins.plugins.gxp.GxpPermissions;
import io.jenkins.plugins.gxp.engine.Verdicts;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import jenkins.util.VirtualFile;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** A sealed bundle of a build, with the stages that it tells of: one run of a model. */
@ExportedBean(defaultVisibility = 2)
public final class Bundle {
    /** More gates that passed than that are folded away. */
    private static final int MOST_OPEN = 20;

    private static final String NO_SCRIPTS = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private final EvidenceAction action;
    private final String artifact;
    private final List<StageEvidence> stages = new ArrayList<>();

    Bundle(EvidenceAction action, String artifact) {
        this.action = action;
        this.artifact = artifact;
    }

    void add(StageEvidence stage) {
        stages.add(stage);
    }

    StageEvidence last() {
        return stages.get(stages.size() - 1);
    }

    Run<?, ?> run() {
        return action.getRun();
    }

    String artifact() {
        return artifact;
    }

    void keep(Verification verification) throws IOException {
        action.put(getName(), verification);
        run().save();
    }

    /**
     * Returns the stages of the run.
     *
     * @return in the order in which they ended
     */
    public List<StageEvidence> getStages() {
        return List.copyOf(stages);
    }

    /**
     * Returns the name of the file.
     *
     * @return as it is in the archive, without folders
     */
    @Exported
    public String getName() {
        return artifact.substring(artifact.lastIndexOf('/') + 1);
    }

    @Exported
    public String getModel() {
        return last().getModel();
    }

    @Exported
    public int getVersion() {
        return last().getVersion();
    }

    @Exported
    public int getRun() {
        return last().getRun();
    }

    @Exported
    public String getState() {
        return last().getState();
    }

    @Exported
    public String getVerdict() {
        return last().getVerdict();
    }

    @Exported
    public String getSha256() {
        return last().getSha256();
    }

    /** Returns when the last stage was archived, or null where that is not known. */
    public Date getDate() {
        return last().getAt() == 0 ? null : new Date(last().getAt());
    }

    public int getGates() {
        return stages.stream().mapToInt(stage -> stage.getGates().size()).sum();
    }

    public int getPassed() {
        return count(Verdicts.PASS);
    }

    public int getFailed() {
        return count(Verdicts.FAIL);
    }

    public int getUndecided() {
        return count(Verdicts.UNDECIDED);
    }

    private int count(String verdict) {
        return stages.stream().mapToInt(stage -> stage.count(verdict)).sum();
    }

    /** Tells whether any gate was waived. */
    public boolean isWaived() {
        return stages.stream().anyMatch(stage -> !stage.getWaived().isEmpty());
    }

    /** Tells whether the gates that passed are folded away at first. */
    public boolean isFolded() {
        return getPassed() > MOST_OPEN;
    }

    /** Returns the chart of all gates, or null where no gate has both an interval and a limit. */
    public ChartView getChart() {
        var chart = new GateChart(
                stages.stream().flatMap(stage -> stage.getRows().stream()).toList());
        return chart.isEmpty() ? null : new ChartView(chart.json(), chart.shown(), chart.size());
    }

    /**
     * The chart as the page needs it.
     *
     * @param json its rows
     * @param shown how many there are
     * @param total how many there would be
     */
    public record ChartView(String json, int shown, int total) {
        public String getJson() {
            return json;
        }

        public int getShown() {
            return shown;
        }

        public int getTotal() {
            return total;
        }
    }

    public boolean isPicture() {
        return !last().picture().isEmpty() && mayReadArtifacts();
    }

    /**
     * Returns what came of the last check of this bundle.
     *
     * @return null if it was never checked
     */
    @Exported
    public Verification getVerification() {
        return action.verification(getName()).orElse(null);
    }

    /** Tells whether the bundle is being checked now. */
    public boolean isChecking() {
        return BundleCheck.isUnderWay(this);
    }

    /** Tells whether whoever asks may take the bundle away and have it checked. */
    public boolean isDownloadable() {
        return run().hasPermission(GxpPermissions.DOWNLOAD_EVIDENCE);
    }

    /**
     * Sends the bundle.
     *
     * @param rsp where to
     * @throws IOException if it cannot be read
     */
    @GET
    public void doDownload(StaplerResponse2 rsp) throws IOException {
        run().checkPermission(GxpPermissions.DOWNLOAD_EVIDENCE);
        VirtualFile file = run().getArtifactManager().root().child(artifact);
        if (!file.isFile()) {
            rsp.sendError(404, Messages.Bundle_gone(getName()));
            return;
        }
        rsp.setContentType("application/zip");
        rsp.setHeader("X-Content-Type-Options", "nosniff");
        rsp.setHeader("Content-Disposition", "attachment; filename=\"" + getName() + '"');
        rsp.setHeader("Content-Length", Long.toString(file.length()));
        try (InputStream in = file.open()) {
            in.transferTo(rsp.getOutputStream());
        }
    }

    /**
     * Sends the picture of the run's lineage. It was drawn on an agent: nothing in it may run.
     *
     * @param rsp where to
     * @throws IOException if it cannot be read
     */
    @GET
    public void doLineage(StaplerResponse2 rsp) throws IOException {
        VirtualFile file = run().getArtifactManager().root().child(last().picture());
        if (!isPicture() || !file.isFile() || file.length() > LineagePicture.LONGEST) {
            rsp.sendError(404);
            return;
        }
        rsp.setContentType("image/svg+xml");
        rsp.setHeader("Content-Security-Policy", NO_SCRIPTS);
        rsp.setHeader("X-Content-Type-Options", "nosniff");
        try (InputStream in = file.open()) {
            in.transferTo(rsp.getOutputStream());
        }
    }

    /**
     * Has the bundle checked by the engine, on an agent.
     *
     * @return back to the page, which says what came of it
     */
    @POST
    public HttpResponse doVerify() {
        run().checkPermission(GxpPermissions.DOWNLOAD_EVIDENCE);
        BundleCheck.start(this);
        return HttpResponses.redirectTo("../..");
    }

    /**
     * Tells a waiting page whether the check is over.
     *
     * @param rsp where to
     * @throws IOException if it cannot be sent
     */
    @GET
    public void doChecking(StaplerResponse2 rsp) throws IOException {
        rsp.setContentType("application/json;charset=UTF-8");
        rsp.setHeader("Cache-Control", "no-store");
        rsp.getWriter().print("{\"checking\":" + isChecking() + "}");
    }

    private boolean mayReadArtifacts() {
        return !Functions.isArtifactsPermissionEnabled() || run().hasPermission(Run.ARTIFACTS);
    }

    /** Tells whether there are so many gates that one would look for one of them. */
    public boolean isLong() {
        return getGates() > MOST_OPEN / 2;
    }
}
