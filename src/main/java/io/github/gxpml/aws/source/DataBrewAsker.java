// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.port.DataSources.Answer;
import java.io.IOException;
import java.util.TreeMap;
import software.amazon.awssdk.services.databrew.DataBrewClient;
import software.amazon.awssdk.services.databrew.model.DescribeJobRunResponse;
import software.amazon.awssdk.services.databrew.model.DescribeRecipeResponse;

/** A run of a DataBrew job with a version of a recipe. */
final class DataBrewAsker {
    private DataBrewAsker() {}

    static Answer ask(Question question) throws IOException {
        try (DataBrewClient brew = question.client(DataBrewClient.builder(), "DATABREW")) {
            DescribeJobRunResponse run = brew.describeJobRun(
                    request -> request.name(question.get("job")).runId(question.get("run")));
            DescribeRecipeResponse recipe = brew.describeRecipe(
                    request -> request.name(question.get("recipe")).recipeVersion(question.get("version")));
            Facts facts = new Facts()
                    .state(run.stateAsString(), "SUCCEEDED")
                    .put("started", run.startedOn())
                    .put("ended", run.completedOn())
                    .put("dataset", run.datasetName())
                    .put("published", recipe.publishedDate())
                    .put("steps", recipe.steps().size())
                    .digest(
                            "recipeSha256",
                            recipe.steps().stream()
                                    .map(step -> step.action().operation() + " "
                                            + new TreeMap<>(step.action().parameters()) + " "
                                            + step.conditionExpressions())
                                    .toList());
            var used = run.recipeReference();
            String names = used == null ? "no recipe" : used.name() + " " + used.recipeVersion();
            if (!names.equals(question.get("recipe") + " " + question.get("version"))) {
                facts.against("the run used " + names);
            }
            return facts.pinned(question, "recipeSha256").answer();
        }
    }
}
