// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.approval;

import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.User;
import hudson.scm.ChangeLogSet;
import io.jenkins.plugins.gxp.signing.Signer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jenkins.scm.RunWithSCM;

/** People who had a part in a build, and so may not sign what it would release. */
final class Participants {
    private final Set<String> starters = new TreeSet<>();
    private final Set<String> authors = new TreeSet<>();

    private Participants() {}

    /** Looks who started a build, also by way of other builds, and who wrote the changes in it. */
    static Participants of(Run<?, ?> run) {
        var all = new Participants();
        all.addCauses(run.getCauses());
        if (run instanceof RunWithSCM<?, ?> withScm) {
            withScm.getChangeSets().forEach(all::addAuthors);
        }
        return all;
    }

    private void addCauses(List<? extends Cause> causes) {
        for (Cause cause : causes) {
            if (cause instanceof Cause.UserIdCause user) {
                Optional.ofNullable(user.getUserId()).map(Participants::id).ifPresent(starters::add);
            } else if (cause instanceof Cause.UpstreamCause upstream) {
                addCauses(upstream.getUpstreamCauses());
            }
        }
    }

    private void addAuthors(ChangeLogSet<? extends ChangeLogSet.Entry> changes) {
        for (ChangeLogSet.Entry change : changes) {
            User author = change.getAuthor();
            authors.add(id(author.getId()));
            authors.add(author.getFullName().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Says what part somebody had.
     *
     * @param signer who
     * @return one phrase; empty if none
     */
    Optional<String> part(Signer signer) {
        Set<String> identities = signer.identities();
        if (identities.stream().anyMatch(starters::contains)) {
            return Optional.of(Messages.Participants_started());
        }
        return identities.stream().anyMatch(authors::contains)
                ? Optional.of(Messages.Participants_wrote())
                : Optional.empty();
    }

    private static String id(String user) {
        return user.toLowerCase(Locale.ROOT);
    }
}
