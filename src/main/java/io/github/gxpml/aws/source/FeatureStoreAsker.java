// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.port.DataSources.Answer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeFeatureGroupResponse;

/** A feature group up to an event time. */
final class FeatureStoreAsker {
    private FeatureStoreAsker() {}

    static Answer ask(Question question) throws IOException {
        Instant cutOff;
        try {
            cutOff = Instant.parse(question.get("cutOff"));
        } catch (DateTimeException e) {
            throw new IOException("`cutOff` is no time like 2026-01-01T00:00:00Z: " + question.get("cutOff"), e);
        }
        try (SageMakerClient sageMaker = question.client(SageMakerClient.builder(), "SAGEMAKER")) {
            DescribeFeatureGroupResponse group =
                    sageMaker.describeFeatureGroup(request -> request.featureGroupName(question.get("group")));
            Facts facts = new Facts()
                    .state(group.featureGroupStatusAsString(), "Created")
                    .put("arn", group.featureGroupArn())
                    .put("created", group.creationTime())
                    .put("modified", group.lastModifiedTime())
                    .put("eventTime", group.eventTimeFeatureName())
                    .put("features", group.featureDefinitions().size())
                    .digest(
                            "featuresSha256",
                            group.featureDefinitions().stream()
                                    .map(one -> one.featureName() + " " + one.featureTypeAsString())
                                    .toList());
            if (group.offlineStoreConfig() != null && group.offlineStoreConfig().s3StorageConfig() != null) {
                facts.put(
                        "offlineStore",
                        group.offlineStoreConfig().s3StorageConfig().resolvedOutputS3Uri());
            }
            if (cutOff.isAfter(Instant.now())) {
                facts.against("its cut-off " + cutOff + " is still to come, so rows may be added");
            }
            return facts.pinned(question, "featuresSha256").answer();
        }
    }
}
