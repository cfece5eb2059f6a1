// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/** Walks through sorted rows where they are: a first look counts each part, a second one starts from those counts. */
final class SparkWalk {
    private SparkWalk() {}

    /** Walks through scores and codes, sorted by score over all parts. */
    static List<List<RankWalk.Found>> of(JavaRDD<Row> sorted, RankPlan plan) {
        int slices = plan.slices().size();
        List<SliceCounts> parts = sorted.mapPartitions(
                        rows -> List.of(counts(rows, slices)).iterator(), true)
                .collect();
        SliceCounts totals = new SliceCounts(slices);
        List<SliceCounts> below = new ArrayList<>();
        for (SliceCounts part : parts) {
            below.add(totals.copy());
            totals.add(part);
        }
        return sorted.mapPartitionsWithIndex(
                        (part, rows) -> List.of(walk(rows, new RankWalk(plan, totals, below.get(part))))
                                .iterator(),
                        true)
                .collect();
    }

    private static SliceCounts counts(Iterator<Row> rows, int slices) {
        SliceCounts counts = new SliceCounts(slices);
        while (rows.hasNext()) {
            counts.add(rows.next().getLong(1), 1);
        }
        return counts;
    }

    private static List<RankWalk.Found> walk(Iterator<Row> rows, RankWalk walk) {
        while (rows.hasNext()) {
            Row row = rows.next();
            walk.take(row.getDouble(0), row.getLong(1));
        }
        return walk.end();
    }
}
