// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.port.DataSources.Answer;
import java.io.IOException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.glue.model.JobRun;

/** A run of a Glue job, with the script that it ran and the log that it left. */
final class GlueJobAsker {
    private GlueJobAsker() {}

    static Answer ask(Question question) throws IOException {
        try (GlueClient glue = question.client(GlueClient.builder(), "GLUE")) {
            JobRun run = glue.getJobRun(
                            request -> request.jobName(question.get("job")).runId(question.get("run")))
                    .jobRun();
            Job job =
                    glue.getJob(request -> request.jobName(question.get("job"))).job();
            Facts facts = new Facts()
                    .state(run.jobRunStateAsString(), "SUCCEEDED")
                    .put("started", run.startedOn())
                    .put("ended", run.completedOn())
                    .put("glueVersion", run.glueVersion())
                    .put("securityConfiguration", run.securityConfiguration());
            String script = run.arguments().get("--scriptLocation");
            if (script == null) {
                script = job.command() == null ? "" : job.command().scriptLocation();
                facts.put("jobModified", job.lastModifiedOn());
                facts.notAfter(
                        "jobModified",
                        run.startedOn(),
                        question.find("scriptVersion").isPresent());
            }
            S3File.script(question, facts, script, run.startedOn());
            GlueLog.tell(question, glue, run, facts);
            return facts.answer();
        }
    }
}
