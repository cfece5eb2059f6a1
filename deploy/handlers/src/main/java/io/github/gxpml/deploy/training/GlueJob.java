// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.training;

import io.github.gxpml.deploy.lambda.Fields;
import io.github.gxpml.deploy.lambda.HandlerException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.JobRun;

/**
 * The job that reads the sources and writes the tables of a run.
 *
 * @param glue the client
 * @param name of the job
 * @param repository bucket that the tables are written to
 */
record GlueJob(GlueClient glue, String name, String repository) {
    private static final String MODEL = "--gxp-model";
    private static final String RUN = "--gxp-run";
    private static final String ORDER = "--gxp-order";
    private static final String OUTPUT = "--gxp-output";
    private static final int LOOKED_AT = 200;

    String start(TrainOrder order) {
        return glue.startJobRun(request -> request.jobName(name)
                        .arguments(Map.of(
                                MODEL,
                                order.model(),
                                RUN,
                                Integer.toString(order.run()),
                                ORDER,
                                order.id(),
                                OUTPUT,
                                "s3://" + repository + "/" + order.folder())))
                .jobRunId();
    }

    /** Finds the run of an order among the latest ones; Glue itself takes any order twice. */
    Optional<String> find(TrainOrder order) {
        return glue.getJobRunsPaginator(request -> request.jobName(name).maxResults(LOOKED_AT)).stream()
                .limit(1)
                .flatMap(page -> page.jobRuns().stream())
                .filter(run -> order.id().equals(run.arguments().get(ORDER)))
                .map(JobRun::id)
                .findFirst();
    }

    JobRun run(String id) {
        return glue.getJobRun(request -> request.jobName(name).runId(id)).jobRun();
    }

    /** Returns the order that a run was started for. */
    static TrainOrder order(JobRun run) {
        String number = run.arguments().getOrDefault(RUN, "");
        if (!number.matches("[1-9]\\d{0,7}")) {
            throw new HandlerException("the Glue job was not started for a run");
        }
        return new TrainOrder(Fields.model(run.arguments().getOrDefault(MODEL, "")), Integer.parseInt(number));
    }
}
