// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.util.Locale;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.ListTrialComponentsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListTrialComponentsResponse;
import software.amazon.awssdk.services.sagemaker.model.ListTrialsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListTrialsResponse;
import software.amazon.awssdk.services.sagemaker.model.TrialComponentSummary;
import software.amazon.awssdk.services.sagemaker.model.TrialSummary;

/**
 * SageMaker Experiments, as far as jobs are in it: one trial component for each training job, and one trial for that
 * where the job names an experiment. Answers have one entry a page, and the first page of trials is empty.
 */
final class TrialBook {
    private static final String SUFFIX = "-aws-training-job";

    private final SageMakerStandIn sageMaker;

    TrialBook(SageMakerStandIn sageMaker) {
        this.sageMaker = sageMaker;
        sageMaker.aws().on(ListTrialComponentsRequest.class, this::components);
        sageMaker.aws().on(ListTrialsRequest.class, this::trials);
    }

    private ListTrialComponentsResponse components(ListTrialComponentsRequest request) {
        var answer = ListTrialComponentsResponse.builder();
        sageMaker.trainings().names().stream()
                .filter(job -> TrainingBook.arn(job).equals(request.sourceArn()))
                .map(job -> TrialComponentSummary.builder()
                        .trialComponentName(job + SUFFIX)
                        .trialComponentArn(SageMakerStandIn.arn(
                                "experiment-trial-component/" + (job + SUFFIX).toLowerCase(Locale.ROOT)))
                        .build())
                .forEach(answer::trialComponentSummaries);
        return answer.build();
    }

    private ListTrialsResponse trials(ListTrialsRequest request) {
        String job = request.trialComponentName().replace(SUFFIX, "");
        CreateTrainingJobRequest asked = sageMaker.trainings().request(job);
        var answer = ListTrialsResponse.builder();
        if (asked.experimentConfig() == null) {
            return answer.build();
        }
        if (request.nextToken() == null) {
            return answer.nextToken("more").build();
        }
        String name = "Default-Trial-" + asked.experimentConfig().experimentName();
        return answer.trialSummaries(TrialSummary.builder()
                        .trialName(name)
                        .trialArn(SageMakerStandIn.arn("experiment-trial/" + name.toLowerCase(Locale.ROOT)))
                        .build())
                .build();
    }
}
