// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.inference;

import io.github.gxpml.deploy.lambda.HandlerException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointResponse;

/**
 * The endpoint of a model, which says in each answer which variant gave it: {@code v-<version>}.
 *
 * @param runtime the client
 * @param model its name
 */
record ScoringEndpoint(SageMakerRuntimeClient runtime, String model) {
    private static final Pattern VARIANT = Pattern.compile("v-([1-9]\\d{0,7})");
    private static final String SCORE = "-?\\d{1,20}(\\.\\d{1,20})?([eE][-+]?\\d{1,2})?";

    /**
     * What the endpoint said.
     *
     * @param version that answered
     * @param scores one for each record
     * @param requestId of the call
     */
    record Scores(int version, List<BigDecimal> scores, String requestId) {
        Scores {
            scores = List.copyOf(scores);
        }
    }

    Scores score(Batch batch, List<String> columns) {
        InvokeEndpointResponse answer = runtime.invokeEndpoint(request -> request.endpointName(model)
                .contentType("text/csv")
                .accept("text/csv")
                .body(SdkBytes.fromUtf8String(batch.csv(columns))));
        Matcher variant = VARIANT.matcher(String.valueOf(answer.invokedProductionVariant()));
        if (!variant.matches()) {
            throw new HandlerException("the endpoint does not say which version answered: it was not set up by us");
        }
        List<BigDecimal> scores = new ArrayList<>();
        for (String line : answer.body().asUtf8String().strip().split("\\s*\n\\s*")) {
            if (!line.matches(SCORE)) {
                throw new HandlerException("the endpoint answered something else than a number for each record");
            }
            scores.add(new BigDecimal(line));
        }
        if (scores.size() != batch.records().size()) {
            throw new HandlerException("the endpoint answered another number of scores than of records");
        }
        return new Scores(
                Integer.parseInt(variant.group(1)),
                scores,
                String.valueOf(answer.responseMetadata().requestId()));
    }
}
