// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.aws.serving.CaptureTable;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.RemoteJob;
import io.github.gxpml.port.TrainingException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigResponse;

/**
 * An endpoint that scores rows. Asking again for the same rows changes nothing there, so that a batch whose answer was
 * lost is sent again.
 *
 * @param services the clients
 * @param described strikes secrets
 * @param name of the endpoint
 */
record Endpoint(SageMakerServices services, Described described, String name) {
    /** An endpoint takes 6 MB at once. */
    private static final int LARGEST = 5 << 20;

    private static final int MOST_ROWS = 5000;

    /** Returns what answers there now. */
    RemoteJob describe() throws IOException, InterruptedException {
        var endpoint = services.call(
                new Attempt("endpoint " + name + " could not be looked at", "sagemaker:DescribeEndpoint on it"),
                client -> client.describeEndpoint(request -> request.endpointName(name)));
        var config = services.call(
                new Attempt(
                        "endpoint " + name + " could not be looked at", "sagemaker:DescribeEndpointConfig on its own"),
                client -> client.describeEndpointConfig(
                        request -> request.endpointConfigName(endpoint.endpointConfigName())));
        var facts = new TreeMap<String, String>();
        facts.put("status", endpoint.endpointStatusAsString());
        facts.put("config", endpoint.endpointConfigName());
        config.productionVariants()
                .forEach(variant -> facts.put("variant " + variant.variantName(), String.valueOf(variant.modelName())));
        facts.replaceAll((fact, value) -> described.clean(value));
        List<RemoteJob.Document> documents = new ArrayList<>(List.of(
                TrainingWork.document("endpoint-" + name, described.tree(endpoint)),
                TrainingWork.document("endpoint-config-" + endpoint.endpointConfigName(), described.tree(config))));
        for (String model : models(config)) {
            documents.add(TrainingWork.document("endpoint-model-" + model, model(model)));
        }
        return new RemoteJob("endpoint", name, endpoint.endpointArn(), facts, documents);
    }

    private static List<String> models(DescribeEndpointConfigResponse config) {
        return config.productionVariants().stream()
                .flatMap(variant -> Optional.ofNullable(variant.modelName()).stream())
                .distinct()
                .toList();
    }

    /** A model says where its weights are. That it cannot be looked at is no reason not to score. */
    private Map<String, Object> model(String model) throws IOException, InterruptedException {
        try {
            return described.tree(services.call(
                    new Attempt("model " + model + " could not be looked at", "sagemaker:DescribeModel on it"),
                    client -> client.describeModel(request -> request.modelName(model))));
        } catch (AwsException e) {
            return Map.of("ModelName", model, "notRead", described.clean(e.getMessage()));
        }
    }

    /** Scores rows of features; one line of answer for each. */
    void score(Path features, Path answers, Progress progress) throws TrainingException, IOException {
        long rows = 0;
        try (BufferedReader in = Files.newBufferedReader(features);
                BufferedWriter out = Files.newBufferedWriter(answers)) {
            String line = in.readLine();
            while (line != null) {
                var batch = new ByteArrayOutputStream();
                int lines = 0;
                while (line != null && lines < MOST_ROWS && batch.size() + bytes(line).length < LARGEST) {
                    batch.writeBytes(bytes(line));
                    lines++;
                    line = in.readLine();
                }
                if (lines == 0) {
                    throw new TrainingException("row " + (rows + 1) + " is too large for endpoint " + name);
                }
                List<String> answered = ask(batch.toByteArray());
                if (answered.size() != lines) {
                    throw new TrainingException("endpoint " + name + " answered " + answered.size() + " lines to "
                            + lines + " rows: it must answer one line for each row");
                }
                for (String answer : answered) {
                    out.write(answer + "\n");
                }
                rows += lines;
                progress.advance(rows, 0, "scored by endpoint " + name);
            }
        }
    }

    private static byte[] bytes(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private List<String> ask(byte[] batch) throws IOException {
        try {
            String answer = services.runtime()
                    .invokeEndpoint(request -> request.endpointName(name)
                            .contentType("text/csv")
                            .accept("text/csv")
                            .inferenceId(CaptureTable.OWN)
                            .body(SdkBytes.fromByteArray(batch)))
                    .body()
                    .asUtf8String();
            return answer.lines().filter(line -> !line.isBlank()).toList();
        } catch (SdkException e) {
            throw Refusals.of(
                    new Attempt("endpoint " + name + " could not be asked", "sagemaker:InvokeEndpoint on it"), e);
        }
    }
}
