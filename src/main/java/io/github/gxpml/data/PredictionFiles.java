// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Identifies and compares files of predictions by what they say, not by the order or the spelling of their rows. */
final class PredictionFiles {
    private final Session session;
    private final String key;

    PredictionFiles(Session session, String key) {
        this.session = session;
        this.key = key;
    }

    /** Returns the SHA-256 of all keys, scores, predicted classes, members and confidences in order of the key. */
    String digest(Table predictions) throws DataException {
        MessageDigest digest = Sha256.digest();
        List<Told> told = told(predictions);
        session.each("SELECT k" + names(told) + " FROM (" + rows(predictions, told) + ") ORDER BY k", row -> {
            StringBuilder line = new StringBuilder(row.text(1));
            for (int i = 0; i < told.size(); i++) {
                line.append('\t').append(told.get(i).number() ? Double.toString(row.number(2 + i)) : row.text(2 + i));
            }
            digest.update(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Compares two files row by row; a row that only one of them has differs too. */
    Engine.Differences differences(Table first, Table second) throws DataException {
        List<Told> told = told(first);
        List<Told> other = told(second);
        if (!told.stream()
                .map(Told::kind)
                .toList()
                .equals(other.stream().map(Told::kind).toList())) {
            return new Engine.Differences(
                    Math.max(first.rows(), second.rows()), "the files have different columns, or numbers in one only");
        }
        String differ = IntStream.range(0, told.size())
                .mapToObj(i -> "a.v" + i + " IS DISTINCT FROM b.v" + i)
                .collect(Collectors.joining(" OR "));
        String differing = "SELECT coalesce(a.k, b.k) AS k, a.v0 AS s, b.v0 AS t FROM (" + rows(first, told)
                + ") a FULL JOIN (" + rows(second, other) + ") b ON a.k = b.k WHERE " + differ;
        return session.one(
                "SELECT count(*), min(k), min_by(s, k), min_by(t, k) FROM (" + differing + ")",
                row -> row.whole(1) == 0
                        ? new Engine.Differences(0, "")
                        : new Engine.Differences(
                                row.whole(1),
                                "first row with another prediction: key " + row.text(2) + ", "
                                        + told.get(0).name()
                                        + (row.isNull(3) || !row.text(3).equals(row.text(4))
                                                ? " " + row.text(3) + " and " + row.text(4)
                                                : " is the same, another column is not")));
    }

    /** A column of predictions, and whether it holds numbers. */
    private record Told(String name, boolean number, String expression) {
        String kind() {
            return name + number;
        }
    }

    /** What a file of predictions says of each row: the score of the positive class first, if there is one. */
    private static List<Told> told(Table predictions) throws DataException {
        Column predicted = predictions.require(Predictions.PREDICTED);
        List<Told> told = new ArrayList<>();
        List<String> others = predictions.columns().stream()
                .map(Column::name)
                .filter(name -> name.startsWith(Predictions.SCORE_OF)
                        || name.equals(Predictions.LOWER)
                        || name.equals(Predictions.UPPER))
                .sorted()
                .toList();
        if (predictions.find(Predictions.SCORE).isPresent()) {
            told.add(number(predictions, Predictions.SCORE));
        }
        told.add(
                predicted.numeric()
                        ? number(predictions, Predictions.PREDICTED)
                        : new Told(predicted.name(), false, Sql.text(predictions, predicted)));
        for (String name : others) {
            told.add(number(predictions, name));
        }
        for (Column column : MemberColumns.of(predictions).all()) {
            told.add(number(predictions, column.name()));
        }
        return told;
    }

    private static Told number(Table predictions, String name) throws DataException {
        return new Told(name, true, Sql.number(predictions, predictions.require(name)));
    }

    private static String names(List<Told> told) {
        return IntStream.range(0, told.size()).mapToObj(i -> ", v" + i).collect(Collectors.joining());
    }

    private String rows(Table predictions, List<Told> told) throws DataException {
        Column named =
                predictions.find(key).isPresent() ? predictions.require(key) : predictions.require(Predictions.KEY);
        return "SELECT " + Sql.key(predictions, named) + " AS k, "
                + IntStream.range(0, told.size())
                        .mapToObj(i -> told.get(i).expression() + " AS v" + i)
                        .collect(Collectors.joining(", "))
                + " FROM " + predictions.relation();
    }
}
