// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.release;

import hudson.Util;
import hudson.model.BuildBadgeAction;
import hudson.model.Failure;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import io.jenkins.plugins.gxp.GxpPermissions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Keeps a build that released a model until its time is over, or until somebody lets go of it with a reason. */
public final class ReleaseHold implements RunAction2, BuildBadgeAction {
    private static final Logger LOGGER = Logger.getLogger(ReleaseHold.class.getName());
    private static final int LONGEST_REASON = 2_000;
    private static final int MOST_EVENTS = 50;

    private final ArrayList<String> releases = new ArrayList<>();
    private final ArrayList<String> events = new ArrayList<>();
    private final long since;
    private final boolean keptBefore;
    /** In milliseconds; zero for ever. */
    private long until;

    private String letGoBy = "";
    private String letGoReason = "";
    private long letGoAt;

    private transient Run<?, ?> run;

    private ReleaseHold(long since, boolean keptBefore) {
        this.since = since;
        this.keptBefore = keptBefore;
    }

    /**
     * Keeps a build. Doing so again for the same version, after a restart in the middle, changes nothing.
     *
     * @param run the build
     * @param model that it released
     * @param version that it released
     * @param days how long it is kept; 0 for ever
     * @throws IOException if that could not be saved
     */
    public static void put(Run<?, ?> run, String model, int version, int days) throws IOException {
        try (var ignored = ACL.as2(ACL.SYSTEM2)) {
            synchronized (run) {
                ReleaseHold hold = run.getAction(ReleaseHold.class);
                boolean known = hold != null;
                if (!known) {
                    hold = new ReleaseHold(Instant.now().toEpochMilli(), run.isKeepLog());
                }
                hold.add(model + " " + version, days);
                HeldBuilds.add(run);
                run.keepLog(true);
                if (known) {
                    run.save();
                } else {
                    run.addAction(hold);
                }
            }
        }
    }

    private synchronized void add(String release, int days) {
        if (!releases.contains(release)) {
            releases.add(release);
        }
        if (days == 0) {
            until = 0;
        } else if (until != 0 || releases.size() == 1) {
            until = Math.max(until, since + Duration.ofDays(days).toMillis());
        }
    }

    /**
     * Tells whether the build must stay.
     *
     * @return false when its time is over or somebody has let go of it
     */
    public boolean isHeld() {
        return isHeld(Instant.now());
    }

    synchronized boolean isHeld(Instant now) {
        return letGoAt == 0 && (until == 0 || now.toEpochMilli() < until);
    }

    /** Gives up a hold whose time is over. */
    void endIfOver(Instant now) throws IOException {
        synchronized (run) {
            if (getLetGoAt().isEmpty() && !isHeld(now)) {
                end("Jenkins", "the time for which released builds are kept is over", now);
            }
        }
    }

    /**
     * Lets go of the build.
     *
     * @param reason why, which everybody can read who can read the build
     * @return the way back to the build
     * @throws IOException if that could not be saved
     */
    @RequirePOST
    public HttpResponse doLetGo(@QueryParameter String reason) throws IOException {
        run.getParent().checkPermission(GxpPermissions.WAIVE);
        String why = Util.fixNull(reason).trim();
        if (why.isEmpty() || why.length() > LONGEST_REASON) {
            throw new Failure(Messages.ReleaseHold_noReason(LONGEST_REASON));
        }
        synchronized (run) {
            if (!isHeld()) {
                throw new Failure(Messages.ReleaseHold_notHeld(run.getFullDisplayName()));
            }
            end(actor(), why, Instant.now());
        }
        return new HttpRedirect("..");
    }

    private void end(String who, String why, Instant when) throws IOException {
        synchronized (this) {
            letGoBy = who;
            letGoReason = why;
            letGoAt = when.toEpochMilli();
        }
        LOGGER.log(Level.INFO, "{0}, which released {1}, is no longer kept: {2} let go of it ({3})", new Object[] {
            run, releases, who, oneLine(why)
        });
        try (var ignored = ACL.as2(ACL.SYSTEM2)) {
            run.keepLog(keptBefore); // saves
        }
        HeldBuilds.remove(run);
    }

    /** Writes down what was done to a build that must stay. */
    synchronized void note(String event) {
        LOGGER.log(Level.WARNING, "{0}, which released {1}: {2}", new Object[] {run, releases, event});
        if (events.size() < MOST_EVENTS) {
            events.add(Instant.now() + " " + event);
        }
    }

    /** Returns who does what is done now, as it is written down. */
    static String actor() {
        User user = User.current();
        return user == null ? Jenkins.getAuthentication2().getName() : user.getFullName() + " (" + user.getId() + ")";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    /** Says in one sentence why the build stays. */
    String refusal() {
        String last = getUntil().isEmpty() ? Messages.ReleaseHold_forEver() : Messages.ReleaseHold_until(getUntil());
        return Messages.ReleaseHold_refused(run.getFullDisplayName(), String.join(", ", getReleases()), last);
    }

    /**
     * Tells whether the one who looks may let go of the build.
     *
     * @return true with GxP/Waive
     */
    public boolean isMayLetGo() {
        return run.getParent().hasPermission(GxpPermissions.WAIVE);
    }

    /**
     * Returns what the build released.
     *
     * @return model and version each
     */
    public synchronized List<String> getReleases() {
        return List.copyOf(releases);
    }

    /**
     * Returns what was tried in spite of the hold.
     *
     * @return one sentence each, the first one first
     */
    public synchronized List<String> getEvents() {
        return List.copyOf(events);
    }

    /**
     * Returns when the model was released.
     *
     * @return in UTC
     */
    public String getSince() {
        return shown(since);
    }

    /**
     * Returns when the hold ends by itself.
     *
     * @return in UTC, or empty for never
     */
    public synchronized String getUntil() {
        return until == 0 ? "" : shown(until);
    }

    /**
     * Returns who has let go of the build.
     *
     * @return name and id, or empty
     */
    public synchronized String getLetGoBy() {
        return letGoBy;
    }

    /**
     * Returns why somebody has let go of the build.
     *
     * @return in their words, or empty
     */
    public synchronized String getLetGoReason() {
        return letGoReason;
    }

    /**
     * Returns when somebody has let go of the build.
     *
     * @return in UTC, or empty
     */
    public synchronized String getLetGoAt() {
        return letGoAt == 0 ? "" : shown(letGoAt);
    }

    /**
     * Returns the build.
     *
     * @return that released a model
     */
    public Run<?, ?> getRun() {
        return run;
    }

    private static String shown(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        this.run = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        this.run = r;
        if (isHeld()) {
            HeldBuilds.addUnlessKnown(r); // a build that was copied or restored brings no list with it
        }
    }

    @Override
    public String getIconFileName() {
        return "symbol-lock-closed";
    }

    @Override
    public String getDisplayName() {
        return Messages.ReleaseHold_displayName();
    }

    @Override
    public String getUrlName() {
        return "gxp-release";
    }
}
