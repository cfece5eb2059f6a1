// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.port.DataSources.Answer;
import java.io.IOException;
import software.amazon.awssdk.services.healthlake.HealthLakeClient;
import software.amazon.awssdk.services.healthlake.model.DatastoreProperties;
import software.amazon.awssdk.services.healthlake.model.ExportJobProperties;

/** An export job of a data store of HealthLake. */
final class HealthLakeAsker {
    private HealthLakeAsker() {}

    static Answer ask(Question question) throws IOException {
        try (HealthLakeClient lake = question.client(HealthLakeClient.builder(), "HEALTHLAKE")) {
            DatastoreProperties store = lake.describeFHIRDatastore(
                            request -> request.datastoreId(question.get("dataStore")))
                    .datastoreProperties();
            ExportJobProperties job = lake.describeFHIRExportJob(request ->
                            request.datastoreId(question.get("dataStore")).jobId(question.get("job")))
                    .exportJobProperties();
            Facts facts = new Facts()
                    .state(job.jobStatusAsString(), "COMPLETED")
                    .put("arn", store.datastoreArn())
                    .put("fhir", store.datastoreTypeVersionAsString())
                    .put("submitted", job.submitTime())
                    .put("ended", job.endTime());
            if (job.outputDataConfig() != null && job.outputDataConfig().s3Configuration() != null) {
                facts.put("output", job.outputDataConfig().s3Configuration().s3Uri())
                        .put(
                                "outputKey",
                                job.outputDataConfig().s3Configuration().kmsKeyId());
            }
            return facts.answer();
        }
    }
}
