// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.search;

import hudson.Extension;
import hudson.model.RootAction;
import hudson.security.AccessDeniedException3;
import io.jenkins.plugins.gxp.GxpPermissions;
import io.jenkins.plugins.gxp.evidence.index.EvidenceIndex;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;

/** For auditors: looks for evidence in all jobs that they may read. */
@Extension
public final class EvidenceSearch implements RootAction {
    /**
     * Searches as the address says.
     *
     * @param request with the fields of {@link SearchQuery} and {@code page}
     * @return what was found
     */
    public SearchResult search(StaplerRequest2 request) {
        String page = request.getParameter("page");
        return new SearchResult(
                new SearchQuery(request), page != null && page.matches("[0-9]{1,6}") ? Integer.parseInt(page) : 1);
    }

    /** Returns the stages that can be chosen. */
    public List<String> getStages() {
        return SearchQuery.STAGES;
    }

    /** Returns the verdicts that can be chosen. */
    public List<String> getVerdicts() {
        return SearchQuery.VERDICTS;
    }

    /** Returns the zone that days are counted in. */
    public String getZone() {
        return ZoneId.systemDefault().getId();
    }

    /**
     * Sends what was found in the jobs whose evidence whoever asks may take away.
     *
     * @param req the search, as for the page
     * @param rsp where to
     * @param format csv or json
     * @throws IOException if it cannot be sent
     */
    @GET
    public void doExport(StaplerRequest2 req, StaplerResponse2 rsp, @QueryParameter String format) throws IOException {
        var result = new SearchResult(new SearchQuery(req), 1);
        List<Hit> hits = result.exportable();
        if (hits.isEmpty()
                && EvidenceIndex.readable().stream()
                        .noneMatch(job -> job.hasPermission(GxpPermissions.DOWNLOAD_EVIDENCE))) {
            throw new AccessDeniedException3(Jenkins.getAuthentication2(), GxpPermissions.DOWNLOAD_EVIDENCE);
        }
        boolean json = "json".equals(format);
        rsp.setContentType(json ? "application/json;charset=UTF-8" : "text/csv;charset=UTF-8");
        rsp.setHeader("X-Content-Type-Options", "nosniff");
        rsp.setHeader("Cache-Control", "no-store");
        rsp.setHeader("Content-Disposition", "attachment; filename=\"gxp-evidence." + (json ? "json" : "csv") + '"');
        String root = Jenkins.get().getRootUrl() == null
                ? req.getContextPath() + "/"
                : Jenkins.get().getRootUrl();
        if (json) {
            Export.json(hits, root, rsp.getWriter());
        } else {
            Export.csv(hits, root, rsp.getWriter());
        }
    }

    @Override
    public String getIconFileName() {
        return EvidenceIndex.isAnyReadable() ? "symbol-ribbon" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.EvidenceSearch_displayName();
    }

    @Override
    public String getUrlName() {
        return "gxp-evidence";
    }
}
