// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.gxpml.data.NumberCounts;
import io.github.gxpml.interop.Statistics.Category;
import io.github.gxpml.interop.Statistics.Feature;
import io.github.gxpml.metric.constraint.InferredType;
import io.github.gxpml.metric.drift.Baseline;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsFileTest {
    @Test
    void shouldReadEveryField() throws Exception {
        Statistics statistics = Documents.statistics();

        assertThat(statistics.items()).isEqualTo(10);
        Feature age = statistics.features().get(0);
        assertThat(age.type()).isEqualTo(InferredType.INTEGRAL);
        assertThat(age.completeness()).isEqualTo(0.9);
        assertThat(age.numbers().get().mean()).contains(47.0);
        assertThat(age.numbers().get().deviation()).contains(12.909944487358056);
        assertThat(age.numbers().get().buckets()).hasSize(10);
        assertThat(age.numbers().get().sketch().get().data().get(0)).hasSize(9);
        Feature sex = statistics.features().get(2);
        assertThat(sex.texts().get().distinct()).contains(3.0);
        assertThat(sex.texts().get().categories()).contains(List.of(new Category("F", 5), new Category("M", 4)));
        assertThat(statistics.features().get(3).type()).isEqualTo(InferredType.UNKNOWN);
    }

    @Test
    void shouldWriteWhatItReads() throws Exception {
        assertThat(StatisticsFile.write(Documents.statistics()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(Documents.text("statistics.json"));
    }

    @Test
    void shouldTakeNumbersThatAreNone() throws Exception {
        Statistics statistics =
                read(numeric("\"mean\": \"NaN\", \"std_dev\": NaN, \"max\": \"Infinity\", \"min\": null"));

        var numbers = statistics.features().get(0).numbers().get();
        assertThat(numbers.mean()).isEmpty();
        assertThat(numbers.deviation()).isEmpty();
        assertThat(numbers.max()).isEmpty();
        assertThat(StatisticsFile.write(statistics)).asString().contains("\"mean\" : \"NaN\"");
    }

    @Test
    void shouldTakeTheSketchForTheBaselineWhereThereIsOne() throws Exception {
        Baseline baseline = StatisticsBaseline.of(Documents.statistics(), "statistics.json", "00");

        NumberCounts age = baseline.columns().get("age").numbers().get();
        assertThat(age.points()).containsExactly(27.0, 32.0, 37.0, 42.0, 47.0, 52.0, 57.0, 62.0, 67.0);
        assertThat(age.at()).containsOnly(1L);
        assertThat(age.missing()).isEqualTo(1);
        assertThat(age.rows()).isEqualTo(10);
        assertThat(baseline.rows()).isEqualTo(10);
        var moments = baseline.columns().get("age").moments().get();
        assertThat(moments.mean()).contains(47.0);
        assertThat(moments.deviation()).contains(12.909944487358056);
        assertThat(moments.max()).contains(67.0);
    }

    @Test
    void shouldWeighNumbersOfASketchByTheirList() throws Exception {
        // Deequ's QuantileNonSample: an item in list i has weight 2^i
        Statistics statistics =
                read(numeric("\"distribution\": {\"kll\": {\"sketch\": {\"data\": [[1.0, 3], [2, 3]]}}}"));

        NumberCounts counts = counts(statistics);
        assertThat(counts.points()).containsExactly(1.0, 2.0, 3.0);
        assertThat(counts.at()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldThinLongSketchesWithoutLosingRows() throws Exception {
        String numbers = IntStream.range(0, 5000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        Statistics statistics =
                read(numeric("\"distribution\": {\"kll\": {\"sketch\": {\"data\": [[" + numbers + "]]}}}")
                        .replace("\"num_present\": 6", "\"num_present\": 5000"));

        NumberCounts counts = counts(statistics);
        assertThat(counts.points())
                .hasSizeLessThanOrEqualTo(2001)
                .startsWith(0.0)
                .endsWith(4999.0);
        assertThat(counts.numbers()).isEqualTo(5000);
    }

    @Test
    void shouldTakeBucketsBetweenTheirBoundsWhereThereIsNoSketch() throws Exception {
        NumberCounts creatinine = StatisticsBaseline.of(Documents.statistics(), "", "")
                .columns()
                .get("creatinine")
                .numbers()
                .get();

        // the lower bound belongs to a bucket, the upper bound to the last one only
        assertThat(creatinine.points()).containsExactly(Math.nextDown(0.5), Math.nextDown(1.25), Math.nextUp(2.0));
        assertThat(creatinine.at()).containsExactly(0L, 0L, 0L);
        assertThat(creatinine.between()).containsExactly(0L, 6L, 4L, 0L);
    }

    @Test
    void shouldCountTextsThatAreNotListed() throws Exception {
        Baseline baseline = StatisticsBaseline.of(Documents.statistics(), "", "");

        var sex = baseline.columns().get("sex").categories().get();
        assertThat(sex.values()).containsExactly("F", "M");
        assertThat(sex.other()).isEqualTo(1);
        assertThat(baseline.columns()).doesNotContainKey("remark");
    }

    @Test
    void shouldBearTheWidestBounds() throws Exception {
        Statistics statistics = read(numeric("\"distribution\": {\"kll\": {\"buckets\": [{\"lower_bound\":"
                + " -1.7976931348623157E308, \"upper_bound\": 1.7976931348623157E308, \"count\": 6}]}}"));

        assertThat(counts(statistics).points()).allMatch(Double::isFinite);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|has no list of features, so it holds no statistics of columns",
                "{'version': 1, 'features': []}|version is 1, it must be 0",
                "{'features': []}|dataset.item_count is missing, it must be a number",
                "{'dataset': {'item_count': -1}, 'features': []}|must be a number of rows",
                "{'dataset': {'item_count': 1.5}, 'features': []}|must be a number of rows",
                "{'dataset': {'item_count': 1e300}, 'features': []}|must be a number of rows",
                "{'dataset': {'item_count': 1}, 'features': [{'name': 'a', 'inferred_type': 'String'}]}"
                        + "|or string_statistics must be there",
            })
    void shouldRefuseInOneSentence(String document, String reason) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read(document.replace('\'', '"')))
                .withMessageContaining("`s.json`")
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'mean': 'much'|mean is \"much\", it must be a number",
                "'distribution': {'kll': {'buckets': [{'lower_bound': 1, 'upper_bound': 0, 'count': 1}]}}"
                        + "|must not be below the bound before it, nor above the next",
                "'distribution': {'kll': {'buckets': [{'lower_bound': 0, 'upper_bound': 1, 'count': 99}]}}"
                        + "|count is 99, it makes far more rows than the 6 that have a value",
                "'distribution': {'kll': {'buckets': [{'lower_bound': 'NaN', 'upper_bound': 1, 'count': 1}]}}"
                        + "|must be a finite number",
                "'distribution': {'kll': {'sketch': {'data': [[1,2,3,4,5,6,7,8,9,10,11,12,13]]}}}|far more rows",
                "'distribution': {'kll': {'sketch': {'data': [[],[],[],[],[],[],[],[],[1]]}}}|far more rows",
                "'distribution': {'kll': {'sketch': {'data': [['x']]}}}|data[0][0] is \"x\", it must be a number",
            })
    void shouldRefuseNumbersThatDoNotFit(String statistics, String reason) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read(numeric(statistics.replace('\'', '"'))))
                .withMessageContaining(reason);
    }

    @Test
    void shouldRefuseTextsThatDoNotFit() {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read(texts("{\"value\": \"a\", \"count\": 3}, {\"value\": \"a\", \"count\": 1}")))
                .withMessageContaining("must be another value: it was there before");
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read(texts("{\"value\": \"a\", \"count\": 7}")))
                .withMessageContaining("makes more rows than the 6 that have a value");
    }

    private static NumberCounts counts(Statistics statistics) {
        return StatisticsBaseline.of(statistics, "", "")
                .columns()
                .get("a")
                .numbers()
                .get();
    }

    private static String numeric(String more) {
        return "{\"version\": 0, \"dataset\": {\"item_count\": 6}, \"features\": [{\"name\": \"a\", \"inferred_type\":"
                + " \"Integral\", \"numerical_statistics\": {\"common\": {\"num_present\": 6, \"num_missing\": 0}, "
                + more + "}}]}";
    }

    private static String texts(String buckets) {
        return "{\"version\": 0, \"dataset\": {\"item_count\": 6}, \"features\": [{\"name\": \"a\", \"inferred_type\":"
                + " \"String\", \"string_statistics\": {\"common\": {\"num_present\": 6, \"num_missing\": 0},"
                + " \"distribution\": {\"categorical\": {\"buckets\": [" + buckets + "]}}}}]}";
    }

    private static Statistics read(String document) throws FormatException {
        return StatisticsFile.read("s.json", document.getBytes(StandardCharsets.UTF_8));
    }
}
