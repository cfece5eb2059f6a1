// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.Refusals.Attempt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.TrialComponentSummary;
import software.amazon.awssdk.services.sagemaker.model.TrialSummary;

/**
 * What SageMaker Experiments calls a training job: the trial component that it made of the job, and the trials that
 * have the component. A job without an experiment is not asked for.
 */
final class ExperimentRun {
    private final SageMakerServices services;

    ExperimentRun(SageMakerServices services) {
        this.services = services;
    }

    /** Returns facts of a job. What could not be asked for is said in place of the ids: the job itself is whole. */
    Map<String, String> facts(DescribeTrainingJobResponse job) throws IOException, InterruptedException {
        Map<String, String> facts = new TreeMap<>();
        if (job.experimentConfig() == null || job.experimentConfig().experimentName() == null) {
            return facts;
        }
        facts.put("experiment", job.experimentConfig().experimentName());
        if (job.experimentConfig().runName() != null) {
            facts.put("experimentRun", job.experimentConfig().runName());
        }
        try {
            List<TrialComponentSummary> components = components(job.trainingJobArn());
            facts.put(
                    "trialComponents",
                    names(components.stream()
                            .map(TrialComponentSummary::trialComponentArn)
                            .toList()));
            List<String> trials = new ArrayList<>();
            for (TrialComponentSummary component : components) {
                trials(component.trialComponentName()).forEach(trial -> trials.add(trial.trialArn()));
            }
            facts.put("trials", names(trials));
        } catch (AwsException e) {
            facts.put("trialComponents", "not known: " + e.getMessage());
        }
        return facts;
    }

    private static String names(List<String> arns) {
        return arns.isEmpty() ? "none" : String.join(" ", arns.stream().sorted().toList());
    }

    private List<TrialComponentSummary> components(String job) throws IOException, InterruptedException {
        return services.call(
                new Attempt(
                        "the trial components of " + job + " could not be asked for", "sagemaker:ListTrialComponents"),
                client -> client.listTrialComponentsPaginator(request -> request.sourceArn(job)).stream()
                        .flatMap(page -> page.trialComponentSummaries().stream())
                        .toList());
    }

    private List<TrialSummary> trials(String component) throws IOException, InterruptedException {
        return services.call(
                new Attempt("the trials of " + component + " could not be asked for", "sagemaker:ListTrials"),
                client -> client.listTrialsPaginator(request -> request.trialComponentName(component)).stream()
                        .flatMap(page -> page.trialSummaries().stream())
                        .toList());
    }
}
