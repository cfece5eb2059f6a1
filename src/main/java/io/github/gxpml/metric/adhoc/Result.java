// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.gxpml.metric.MetricValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A metric as it is printed. In JSON the first five are always there, null where they are empty.
 *
 * @param value the number
 * @param interval lower and upper bound
 * @param n number of rows that the number stands on
 * @param status {@code ok} or {@code undefined}
 * @param reason why there is no number
 * @param detail what a person should know beside the number, such as rows that were left out; may be empty
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Result(
        Optional<Double> value,
        Optional<List<Double>> interval,
        long n,
        String status,
        Optional<String> reason,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String detail) {

    /**
     * Takes over a value.
     *
     * @param value from an evaluation
     * @return the same for printing
     */
    public static Result of(MetricValue value) {
        return new Result(
                value.value(),
                value.interval().map(interval -> List.of(interval.lower(), interval.upper())),
                value.n(),
                value.status().name().toLowerCase(Locale.ROOT),
                value.reason().isEmpty() ? Optional.empty() : Optional.of(value.reason()),
                value.detail());
    }
}
