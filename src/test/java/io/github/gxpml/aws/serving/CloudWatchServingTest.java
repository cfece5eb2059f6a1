// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.AwsException;
import io.github.gxpml.evidence.ServingDocument;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.port.Serving.Window;
import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.spec.MonitorSpec.Endpoint;
import io.github.gxpml.standin.AwsStandIn;
import io.github.gxpml.standin.Faults;
import io.github.gxpml.standin.MetricBook;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** What CloudWatch has of an endpoint becomes numbers, and nothing that it does not have becomes one. */
class CloudWatchServingTest {
    private static final Endpoint ENDPOINT = new Endpoint("flc-live", "AllTraffic", 24, Optional.empty());
    private static final Instant NOW = Instant.parse("2026-01-02T03:07:41Z");

    private final AwsStandIn aws = AwsStandIn.start();
    private final MetricBook book = new MetricBook(aws, "flc-live", "AllTraffic").healthy();

    @AfterEach
    void stop() {
        aws.close();
    }

    private ServingDocument read(Endpoint endpoint) throws IOException {
        var serving = new CloudWatchServing(new AwsAccess(aws.environment(), AwsSpec.NONE, "m"));
        Window window = Window.before(NOW, endpoint.hours());
        return new ServingDocument(1, endpoint, window, Optional.empty(), serving.read(endpoint, window));
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint_invocations, 28800",
        "endpoint_model_latency, 180.5",
        "endpoint_overhead_latency, 12",
        "endpoint_5xx_rate, 0",
        "endpoint_4xx_rate, 0.01",
        "endpoint_cpu, 40",
        "endpoint_memory, 40",
        "endpoint_disk, 40"
    })
    void shouldMakeNumbersOfDatapoints(String metric, double expected) throws IOException {
        MetricValue value = read(ENDPOINT).value(metric);

        assertThat(value.value()).as(value.reason()).isPresent();
        assertThat(value.value().get()).isCloseTo(expected, within(1e-12));
        assertThat(value.detail()).contains("2026-01-01T03:00:00Z to 2026-01-02T03:00:00Z");
    }

    @Test
    void shouldAskForOneVariantInUnitsAndWholePeriods() throws IOException {
        ServingDocument day = read(ENDPOINT);
        ServingDocument week = read(new Endpoint("flc-live", "AllTraffic", 168, Optional.empty()));

        assertThat(day.window().periods()).isEqualTo(288);
        assertThat(week.window())
                .isEqualTo(
                        new Window(Instant.parse("2025-12-26T03:00:00Z"), Instant.parse("2026-01-02T03:00:00Z"), 3600));
        assertThat(book.asked()).as("four pages each").hasSize(8);
        MetricDataQuery latency = book.asked().get(0).metricDataQueries().stream()
                .filter(query -> query.metricStat().metric().metricName().equals("ModelLatency"))
                .findFirst()
                .orElseThrow();
        assertThat(latency.metricStat().unitAsString()).isEqualTo("Microseconds");
        assertThat(latency.metricStat().stat()).isEqualTo("p99");
        assertThat(latency.metricStat().period()).isEqualTo(300);
    }

    @Test
    void shouldNotTakeAnotherUnitOrVariantOrSilenceForANumber() throws IOException {
        book.put("AWS/SageMaker/ModelLatency p99", "Milliseconds", period -> Optional.of(1.0));
        book.put("AWS/SageMaker/Invocations Sum", "", period -> Optional.empty());

        ServingDocument document = read(ENDPOINT);

        assertThat(document.value("endpoint_model_latency").reason())
                .contains("ModelLatency has no datapoint of endpoint flc-live, variant AllTraffic");
        assertThat(document.value("endpoint_invocations").reason()).contains("Invocations has no datapoint");
        assertThat(document.value("endpoint_5xx_rate").value()).isEmpty();
        ServingDocument other = read(new Endpoint("flc-live", "canary", 24, Optional.empty()));
        for (String metric : Set.of("endpoint_invocations", "endpoint_cpu", "endpoint_4xx_rate")) {
            assertThat(other.value(metric).value()).as(metric).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PartialData", "InternalError", "Forbidden"})
    void shouldNotTakeAPartForTheWhole(String status) throws IOException {
        book.status("AWS/SageMaker/Invocation5XXErrors Sum", status)
                .status("/aws/sagemaker/Endpoints/CPUUtilization Maximum", status);

        ServingDocument document = read(ENDPOINT);

        assertThat(document.value("endpoint_5xx_rate").reason()).contains("CloudWatch says " + status);
        assertThat(document.value("endpoint_cpu").value()).isEmpty();
        assertThat(document.value("endpoint_memory").value()).contains(40.0);
    }

    @Test
    void shouldNotPassOverPeriodsThatNobodyCounted() throws IOException {
        book.put(
                "AWS/SageMaker/Invocation5XXErrors Sum",
                "",
                period -> Optional.of(0.0).filter(any -> period != 3));
        book.put(
                "/aws/sagemaker/Endpoints/DiskUtilization Maximum",
                "Percent",
                period -> Optional.of(1.0).filter(any -> period != 3));
        book.put(
                "AWS/SageMaker/ModelLatency p99",
                "Microseconds",
                period -> Optional.of(5000.0).filter(any -> period == 3));

        ServingDocument document = read(ENDPOINT);

        assertThat(document.value("endpoint_5xx_rate").reason()).contains("no datapoint in some of the 288 periods");
        assertThat(document.value("endpoint_disk").reason()).contains("in only 287 of 288 periods");
        assertThat(document.value("endpoint_model_latency").reason())
                .contains("ModelLatency has no datapoint in some of the 288 periods with requests");
        book.put("AWS/SageMaker/Invocations Sum", "", period -> Optional.of(period == 3 ? 100.0 : 0.0));
        assertThat(read(ENDPOINT).value("endpoint_model_latency").value())
                .as("no request, no latency")
                .contains(5.0);
    }

    @Test
    void shouldNotForgetWhatWentWrongOnAnEarlierPage() throws IOException {
        aws.on(GetMetricDataRequest.class, request -> {
            boolean first = request.nextToken() == null;
            return GetMetricDataResponse.builder()
                    .metricDataResults(MetricDataResult.builder()
                            .id("invocations")
                            .statusCode(first ? "InternalError" : "Complete")
                            .timestamps(request.startTime().plusSeconds(first ? 0 : 300))
                            .values(100.0)
                            .build())
                    .nextToken(first ? "more" : null)
                    .build();
        });

        assertThat(read(ENDPOINT).value("endpoint_invocations").reason()).contains("CloudWatch says InternalError");
    }

    @Test
    void shouldNotTakeImpossibleNumbers() throws IOException {
        book.put("AWS/SageMaker/Invocation4XXErrors Sum", "", period -> Optional.of(101.0));
        book.put("/aws/sagemaker/Endpoints/CPUUtilization Maximum", "Percent", period -> Optional.of(-1.0));

        ServingDocument document = read(ENDPOINT);

        assertThat(document.value("endpoint_4xx_rate").reason()).contains("29088.0 of 28800.0 requests");
        assertThat(document.value("endpoint_cpu").reason()).contains("a datapoint that cannot be, -1.0");
    }

    @Test
    void shouldAskAgainWhenThrottledAndSayWhenItCannotBeAsked() throws IOException {
        aws.faults().throttle("GetMetricData", 1);
        assertThat(read(ENDPOINT).value("endpoint_invocations").value()).contains(28800.0);

        aws.faults().throttle("GetMetricData", Faults.ALWAYS);
        assertThatThrownBy(() -> read(ENDPOINT))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining("CloudWatch could not be asked what endpoint flc-live did: Throttling");

        aws.faults().clear();
        aws.faults().deny("GetMetricData", Faults.ALWAYS);
        assertThatThrownBy(() -> read(ENDPOINT)).hasMessageContaining("allow cloudwatch:GetMetricData");
    }

    @Test
    void shouldFailWithoutARegionWithThatReason() {
        var serving = new CloudWatchServing(new AwsAccess(Map.of("AWS_REGION", ""), AwsSpec.NONE, "m"));

        assertThatThrownBy(() -> serving.read(ENDPOINT, Window.before(NOW, 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("AWS_REGION");
    }

    @Test
    void shouldHaveNoNumberWhereAReadingIsMissingOrStandsTwice() throws IOException {
        ServingDocument whole = read(ENDPOINT);
        var none = new ServingDocument(1, ENDPOINT, whole.window(), Optional.empty(), List.of());
        var twice = new ServingDocument(
                1,
                ENDPOINT,
                whole.window(),
                Optional.empty(),
                List.of(whole.series().get(0), whole.series().get(0)));

        assertThat(none.value("endpoint_invocations").reason()).contains("was not read");
        assertThat(twice.value("endpoint_invocations").value()).isEmpty();
    }
}
