// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.OutputParameter;
import software.amazon.awssdk.services.sagemaker.model.PipelineExecutionStep;

/** What a service says of a job goes into the evidence without secrets. */
class DescribedTest {
    private final Described described = new Described(Map.of("DB_PASSWORD", "tell-nobody"));

    @Test
    void shouldStrikeValuesWhoseNameSoundsSecretInMapsAndInLists() {
        var step = PipelineExecutionStep.builder()
                .stepName("Ask")
                .metadata(metadata -> metadata.lambda(lambda -> lambda.outputParameters(
                        OutputParameter.builder().name("ApiToken").value("abc").build(),
                        OutputParameter.builder().name("Rows").value("12").build())))
                .build();
        var job = DescribeTrainingJobResponse.builder()
                .environment(Map.of("USER_PASSWORD", "abc", "MODE", "of tell-nobody"))
                .build();

        assertThat(described.tree(step).toString())
                .contains("Name=ApiToken, Value=***", "Name=Rows, Value=12")
                .doesNotContain("abc");
        assertThat(described.tree(job)).hasToString("{Environment={MODE=of ***, USER_PASSWORD=***}}");
    }
}
