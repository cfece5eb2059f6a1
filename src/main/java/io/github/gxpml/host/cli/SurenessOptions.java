// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.PredictionExtras;
import io.github.gxpml.data.WrongCallException;
import io.github.gxpml.metric.adhoc.MemberFiles;
import io.github.gxpml.metric.adhoc.Subject;
import io.github.gxpml.metric.adhoc.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how sure predictions are. */
final class SurenessOptions {
    @Option(
            names = "--members",
            paramLabel = "COL,COL",
            description = "Columns of the scores of an ensemble's members, or of passes with dropout.")
    private String members;

    @Option(
            names = "--member-file",
            paramLabel = "FILES",
            description = "Scores of one member in a file of their own, with the columns of --key and `score`; give it"
                    + " once for each member.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--key",
            paramLabel = "COL",
            description = "Column that names a row, in --data and in every --member-file.")
    private String key;

    @Option(
            names = "--confidence",
            paramLabel = "COL",
            description = "Column of the confidence that is declared for the predicted class, a number from 0 to 1"
                    + " (default: the score given to that class).")
    private String confidence;

    void check() throws UsageException {
        List<String> names = members();
        int count = names.size() + files.size();
        if (new HashSet<>(names).size() < names.size()) {
            throw new UsageException("--members names a column twice, which would make two members of one");
        }
        if (count == 1 || count > PredictionExtras.MOST_MEMBERS) {
            throw new UsageException("an ensemble has from 2 to " + PredictionExtras.MOST_MEMBERS
                    + " members, --members and --member-file name " + count);
        }
        if (files.isEmpty() != (key == null)) {
            throw new UsageException(
                    files.isEmpty()
                            ? "--key joins the rows of --member-file, and there is none"
                            : "--member-file needs --key, the column that joins its rows with those of --data");
        }
    }

    boolean hasMembers() {
        return members != null || !files.isEmpty();
    }

    /** Tells whether any of the options is given. */
    boolean given() {
        return hasMembers() || key != null || confidence != null;
    }

    private List<String> members() throws UsageException {
        try {
            return members == null ? List.of() : Words.names(members);
        } catch (WrongCallException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** Returns a table with what the options say of its predictions. */
    Subject of(Subject subject) throws UsageException {
        return subject.with(
                subject.predictions().with(members(), Optional.ofNullable(confidence)),
                files.isEmpty() ? MemberFiles.NONE : new MemberFiles(key, files));
    }
}
