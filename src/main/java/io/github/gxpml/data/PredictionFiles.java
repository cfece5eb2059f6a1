// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Identifies and compares files of predictions by what they say, not by the order or the spelling of their rows. */
final class PredictionFiles {
    private final Session session;
    private final String key;

    PredictionFiles(Session session, String key) {
        this.session = session;
        this.key = key;
    }

    /** Returns the SHA-256 of all keys, scores and predicted classes in order of the key. */
    String digest(Table predictions) throws DataException {
        MessageDigest digest = Sha256.digest();
        session.each(rows(predictions) + " ORDER BY k", row -> {
            String line = row.text(1) + "\t" + row.number(2) + "\t" + row.number(3) + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Compares two files row by row; a row that only one of them has differs too. */
    Engine.Differences differences(Table first, Table second) throws DataException {
        String differing = "SELECT coalesce(a.k, b.k) AS k, a.score AS s, b.score AS t FROM (" + rows(first)
                + ") a FULL JOIN (" + rows(second)
                + ") b ON a.k = b.k WHERE a.score IS DISTINCT FROM b.score OR a.predicted IS DISTINCT FROM b.predicted";
        return session.one(
                "SELECT count(*), min(k), min_by(s, k), min_by(t, k) FROM (" + differing + ")",
                row -> row.whole(1) == 0
                        ? new Engine.Differences(0, "")
                        : new Engine.Differences(
                                row.whole(1),
                                "first row with another prediction: key " + row.text(2) + ", score " + row.text(3)
                                        + " and " + row.text(4)));
    }

    private String rows(Table predictions) throws DataException {
        Column named =
                predictions.find(key).isPresent() ? predictions.require(key) : predictions.require(Predictions.KEY);
        return "SELECT " + Sql.key(predictions, named) + " AS k, "
                + Sql.number(predictions, predictions.require(Predictions.SCORE)) + " AS score, "
                + Sql.number(predictions, predictions.require(Predictions.PREDICTED)) + " AS predicted FROM "
                + predictions.relation();
    }
}
