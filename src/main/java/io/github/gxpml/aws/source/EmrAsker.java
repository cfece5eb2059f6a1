// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.port.DataSources.Answer;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.Cluster;
import software.amazon.awssdk.services.emr.model.Step;

/** A step of an EMR cluster, with release label and script. */
final class EmrAsker {
    private EmrAsker() {}

    static Answer ask(Question question) throws IOException {
        try (EmrClient emr = question.client(EmrClient.builder(), "EMR")) {
            Cluster cluster = emr.describeCluster(request -> request.clusterId(question.get("cluster")))
                    .cluster();
            Step step = emr.describeStep(request ->
                            request.clusterId(question.get("cluster")).stepId(question.get("step")))
                    .step();
            Facts facts = new Facts()
                    .state(step.status().stateAsString(), "COMPLETED")
                    .put("name", step.name())
                    .put("releaseLabel", cluster.releaseLabel())
                    .put("osReleaseLabel", cluster.osReleaseLabel())
                    .put("securityConfiguration", cluster.securityConfiguration())
                    .put(
                            "applications",
                            cluster.applications().stream()
                                    .map(one -> one.name() + " " + one.version())
                                    .sorted()
                                    .collect(Collectors.joining(", ")))
                    .put("started", step.status().timeline().startDateTime())
                    .put("ended", step.status().timeline().endDateTime())
                    .digest("argumentsSha256", step.config().args())
                    .pinned(question, "releaseLabel");
            Optional<String> script = question.find("script")
                    .or(() -> step.config().args().stream()
                            .filter(argument -> argument.matches("s3[an]?://.*\\.(py|jar|sql|q|hql|pig|R|sh)"))
                            .findFirst());
            if (script.isPresent() && !step.config().args().contains(script.get())) {
                facts.against("the step has no argument " + script.get());
            } else if (script.isPresent()) {
                S3File.script(
                        question, facts, script.get(), step.status().timeline().startDateTime());
            }
            return facts.answer();
        }
    }
}
