// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.search;

import hudson.model.Job;
import io.jenkins.plugins.gxp.GxpPermissions;
import io.jenkins.plugins.gxp.evidence.index.EvidenceIndex;
import io.jenkins.plugins.gxp.evidence.index.IndexEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was found in the jobs that whoever asks may read, the newest first. */
public final class SearchResult {
    private static final int PAGE = 50;

    private final List<Hit> hits = new ArrayList<>();
    private final SearchQuery query;
    private final int page;

    SearchResult(SearchQuery query, int wantedPage) {
        this.query = query;
        for (Job<?, ?> job : EvidenceIndex.readable()) {
            for (IndexEntry entry : EvidenceIndex.entries(job)) {
                if (query.matches(entry)) {
                    hits.add(new Hit(job, entry));
                }
            }
        }
        hits.sort(Comparator.comparingLong((Hit hit) -> hit.entry().at()).reversed());
        page = Math.max(1, Math.min(wantedPage, getPages()));
    }

    /** Returns those of the jobs whose evidence whoever asks may take away. */
    List<Hit> exportable() {
        return hits.stream()
                .filter(hit -> hit.job().hasPermission(GxpPermissions.DOWNLOAD_EVIDENCE))
                .toList();
    }

    public SearchQuery getQuery() {
        return query;
    }

    public int getTotal() {
        return hits.size();
    }

    public int getExportable() {
        return exportable().size();
    }

    public int getPages() {
        return Math.max(1, (hits.size() + PAGE - 1) / PAGE);
    }

    /** Returns the number of this page, from 1. */
    public int getPage() {
        return page;
    }

    public boolean isPrevious() {
        return page > 1;
    }

    public boolean isNext() {
        return page < getPages();
    }

    /** Returns what is on this page. */
    public List<Hit> getHits() {
        return hits.subList((page - 1) * PAGE, Math.min(hits.size(), page * PAGE));
    }

    /** Returns the address of another page of the same search. */
    public String address(int number) {
        return "?" + (query.getText().isEmpty() ? "" : query.getText() + "&") + "page=" + number;
    }
}
