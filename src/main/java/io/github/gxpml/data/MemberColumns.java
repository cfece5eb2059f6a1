// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The columns beside score and class that a table or a file of predictions has, checked as far as their names go. */
record MemberColumns(Table table, List<Column> members, Optional<Column> confidence) {
    /**
     * Finds the columns {@link Predictions#MEMBER} 1, 2, ... and {@link Predictions#CONFIDENCE} of a predictions file.
     */
    static MemberColumns of(Table predictions) throws DataException {
        List<Column> members = predictions.columns().stream()
                .filter(column -> column.name().matches("\\Q" + Predictions.MEMBER + "\\E\\d+"))
                .toList();
        if (members.size() == 1 || members.size() > PredictionExtras.MOST_MEMBERS) {
            throw new DataException(predictions.described() + " has " + members.size()
                    + " columns of members - write from 2 to " + PredictionExtras.MOST_MEMBERS
                    + ", called member.1, member.2 and so on");
        }
        for (int i = 1; i <= members.size(); i++) {
            if (predictions.find(Predictions.MEMBER + i).isEmpty()) {
                throw new DataException(predictions.described() + " has " + members.size()
                        + " columns of members, but no column `" + Predictions.MEMBER + i
                        + "` - call them member.1, member.2 and so on, none left out");
            }
        }
        List<Column> ordered = IntStream.rangeClosed(1, members.size())
                .mapToObj(i -> predictions.find(Predictions.MEMBER + i).orElseThrow())
                .toList();
        return new MemberColumns(predictions, ordered, predictions.find(Predictions.CONFIDENCE));
    }

    PredictionExtras extras() {
        return new PredictionExtras(members.size(), confidence.isPresent());
    }

    /** All of them. */
    List<Column> all() {
        return Stream.concat(members.stream(), confidence.stream()).toList();
    }

    /** Their values under the names that the scans expect, each with a comma before it. */
    String select() {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < members.size(); i++) {
            columns.append(", ").append(value(members.get(i))).append(" AS m").append(i);
        }
        confidence.ifPresent(
                column -> columns.append(", ").append(value(column)).append(" AS confidence"));
        return columns.toString();
    }

    /** The names that the scans expect, of another relation, each with a comma before it. */
    String names(String prefix) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < members.size(); i++) {
            names.append(", ").append(prefix).append("m").append(i);
        }
        confidence.ifPresent(column -> names.append(", ").append(prefix).append("confidence"));
        return names.toString();
    }

    /** Whether one of them, under the names that the scans expect, is no number from 0 to 1; starts with OR. */
    String bad(String prefix) {
        StringBuilder bad = new StringBuilder();
        for (int i = 0; i < members.size(); i++) {
            bad.append(" OR ").append(PredictionJoin.badScore(prefix + "m" + i));
        }
        confidence.ifPresent(column -> bad.append(" OR ").append(PredictionJoin.badScore(prefix + "confidence")));
        return bad.toString();
    }

    String value(Column column) {
        return "(" + Sql.number(table, column) + ")";
    }
}
