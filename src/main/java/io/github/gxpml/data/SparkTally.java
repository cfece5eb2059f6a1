// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.io.Json;
import java.util.HashMap;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;

/** Counts by text, as a JSON object; meant for few texts. */
@SuppressWarnings("rawtypes")
final class SparkTally extends Aggregator<String, HashMap, String> {
    private static final long serialVersionUID = 1;

    @Override
    public HashMap<String, Long> zero() {
        return new HashMap<>();
    }

    @Override
    @SuppressWarnings("unchecked")
    public HashMap reduce(HashMap counts, String text) {
        if (text != null) {
            counts.merge(text, 1L, (a, b) -> (Long) a + (Long) b);
        }
        return counts;
    }

    @Override
    @SuppressWarnings("unchecked")
    public HashMap merge(HashMap counts, HashMap others) {
        others.forEach((text, count) -> counts.merge(text, count, (a, b) -> (Long) a + (Long) b));
        return counts;
    }

    @Override
    public String finish(HashMap counts) {
        return Json.compact(counts);
    }

    @Override
    public Encoder<HashMap> bufferEncoder() {
        return Encoders.javaSerialization(HashMap.class);
    }

    @Override
    public Encoder<String> outputEncoder() {
        return Encoders.STRING();
    }
}
