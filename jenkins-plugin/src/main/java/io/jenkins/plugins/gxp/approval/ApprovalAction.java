// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.approval;

import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.gxp.engine.ReleaseTerms;
import io.jenkins.plugins.gxp.engine.StageReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The releases of a build that wait for signatures, or did. */
@ExportedBean
public final class ApprovalAction implements RunAction2 {
    static final String URL = "gxp-approval";

    private final ArrayList<ApprovalRequest> requests = new ArrayList<>();

    private transient Run<?, ?> run;

    /**
     * Asks for signatures. To ask again in the same step, after a restart in the middle, changes nothing.
     *
     * @param run the build
     * @param step id of the step in the build
     * @param report what the engine said
     * @param terms what it asks people to sign
     * @param artifact path of the bundle among the artifacts
     * @return the request
     * @throws IOException if the build cannot be saved
     */
    public static ApprovalRequest ask(
            Run<?, ?> run, String step, StageReport report, ReleaseTerms terms, String artifact) throws IOException {
        synchronized (run) {
            ApprovalAction action = run.getAction(ApprovalAction.class);
            if (action == null) {
                action = new ApprovalAction();
                run.addAction(action);
            }
            ApprovalRequest request = action.put(step, report, terms, artifact);
            run.save();
            return request;
        }
    }

    /**
     * Finds what a step asks for.
     *
     * @param run the build
     * @param step id of the step in the build
     * @return the request, if it asks for anything
     */
    public static Optional<ApprovalRequest> find(Run<?, ?> run, String step) {
        ApprovalAction action = run.getAction(ApprovalAction.class);
        return action == null ? Optional.empty() : action.find(step);
    }

    private synchronized ApprovalRequest put(String step, StageReport report, ReleaseTerms terms, String artifact) {
        return find(step).orElseGet(() -> {
            var request = new ApprovalRequest(step, report, terms, artifact);
            requests.add(request);
            return request;
        });
    }

    private synchronized Optional<ApprovalRequest> find(String step) {
        return requests.stream().filter(request -> request.getId().equals(step)).findFirst();
    }

    /**
     * Returns all requests of the build.
     *
     * @return in the order of asking
     */
    @Exported(visibility = 2)
    public synchronized List<ApprovalRequest> getRequests() {
        return List.copyOf(requests);
    }

    /**
     * Returns the page of a request.
     *
     * @param step id of the step in the build
     * @return the page, or null if the step asks for nothing
     */
    public ApprovalPage getRequest(String step) {
        return find(step).map(request -> new ApprovalPage(run, request)).orElse(null);
    }

    /**
     * Returns the pages of all requests.
     *
     * @return in the order of asking
     */
    public List<ApprovalPage> getPages() {
        return getRequests().stream()
                .map(request -> new ApprovalPage(run, request))
                .toList();
    }

    /**
     * Returns what programs read before they sign.
     *
     * @return the remote API, below {@code api/}
     */
    public Api getApi() {
        return new Api(this);
    }

    /**
     * Returns the build.
     *
     * @return whose releases these are
     */
    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        this.run = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        this.run = r;
    }

    @Override
    public String getIconFileName() {
        return "symbol-edit";
    }

    @Override
    public String getDisplayName() {
        return Messages.ApprovalAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** XStream writes while somebody may sign. */
    private synchronized Object writeReplace() {
        var copy = new ApprovalAction();
        copy.requests.addAll(requests);
        return copy;
    }
}
