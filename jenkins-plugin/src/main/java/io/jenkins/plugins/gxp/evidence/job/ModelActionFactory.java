// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.job;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import io.jenkins.plugins.gxp.evidence.index.EvidenceIndex;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Gives a page on its models to each job with evidence. It is asked often, so it reads nothing. */
@Extension
@SuppressWarnings("rawtypes")
public final class ModelActionFactory extends TransientActionFactory<Job> {
    @Override
    public Class<Job> type() {
        return Job.class;
    }

    @NonNull
    @Override
    public Collection<? extends Action> createFor(@NonNull Job job) {
        return EvidenceIndex.isIndexed(job) ? List.of(new ModelAction(job)) : List.of();
    }
}
