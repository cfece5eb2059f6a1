// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.spec.SageMakerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceConfig;
import software.amazon.awssdk.services.sagemaker.model.SortOrder;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSummary;
import software.amazon.awssdk.services.sagemaker.model.VpcConfig;

/** Whether the latest training job of the model ran as the spec asks, in what SageMaker says of it. */
final class JobAsRun implements Probe {
    @Override
    public String id() {
        return "job-as-run";
    }

    @Override
    public List<String> read() {
        return List.of("sagemaker:ListTrainingJobs", "sagemaker:DescribeTrainingJob");
    }

    @Override
    public List<String> subjects(Used used) {
        return used.spec().train().sageMaker().isPresent() ? List.of("training job of " + used.model()) : List.of();
    }

    @Override
    public Finding look(String subject, Used used, Account account) throws IOException {
        List<TrainingJobSummary> jobs = account.sageMaker()
                .listTrainingJobs(request -> request.nameContains(used.jobs())
                        .sortBy("CreationTime")
                        .sortOrder(SortOrder.DESCENDING)
                        .maxResults(1))
                .trainingJobSummaries();
        if (jobs.isEmpty()) {
            boolean before = used.stage().isEmpty() || used.stage().equals(Optional.of(Used.TRAIN));
            return before
                    ? Finding.pass("no job has trained the model yet", new Facts())
                    : Finding.undecided("there is no training job " + used.jobs() + "...", new Facts());
        }
        DescribeTrainingJobResponse ran = account.sageMaker()
                .describeTrainingJob(
                        request -> request.trainingJobName(jobs.get(0).trainingJobName()));
        Facts facts = new Facts();
        List<String> problems = compare(used.spec().train().sageMaker().orElseThrow(), ran, facts);
        return Finding.of(problems, "job " + ran.trainingJobName() + " ran as the spec asks", facts);
    }

    private static List<String> compare(SageMakerSpec spec, DescribeTrainingJobResponse ran, Facts facts) {
        List<String> problems = new ArrayList<>();
        VpcConfig vpc =
                Optional.ofNullable(ran.vpcConfig()).orElse(VpcConfig.builder().build());
        ResourceConfig machines = Optional.ofNullable(ran.resourceConfig())
                .orElse(ResourceConfig.builder().build());
        String output =
                ran.outputDataConfig() == null ? null : ran.outputDataConfig().kmsKeyId();
        String image = ran.algorithmSpecification() == null
                ? null
                : ran.algorithmSpecification().trainingImage();
        facts.put("job", ran.trainingJobName())
                .put("status", ran.trainingJobStatusAsString())
                .put("created", ran.creationTime())
                .put("role", ran.roleArn())
                .put("image", image)
                .put("subnets", vpc.subnets())
                .put("securityGroups", vpc.securityGroupIds())
                .put("isolated", ran.enableNetworkIsolation())
                .put("encryptTraffic", ran.enableInterContainerTrafficEncryption())
                .put("volumeKey", machines.volumeKmsKeyId())
                .put("outputKey", output)
                .put("instance", machines.instanceTypeAsString())
                .put("instances", machines.instanceCount());
        SageMakerSpec.Network network = spec.network();
        differ(!spec.role().equals(ran.roleArn()), "with role " + ran.roleArn(), problems);
        differ(spec.image().isPresent() && !spec.image().get().equals(image), "image " + image, problems);
        differ(!same(network.subnets(), vpc.subnets()), "in subnets " + vpc.subnets(), problems);
        differ(
                !same(network.securityGroups(), vpc.securityGroupIds()),
                "with security groups " + vpc.securityGroupIds(),
                problems);
        differ(
                network.isolated() && !Boolean.TRUE.equals(ran.enableNetworkIsolation()),
                "with a network of its own",
                problems);
        differ(
                network.encryptTraffic() && !Boolean.TRUE.equals(ran.enableInterContainerTrafficEncryption()),
                "without encryption between machines",
                problems);
        spec.kmsKey().ifPresent(key -> {
            differ(!named(key, machines.volumeKmsKeyId()), "with volume key " + machines.volumeKmsKeyId(), problems);
            differ(!named(key, output), "with output key " + output, problems);
        });
        if (spec.pipeline().isEmpty()) {
            differ(
                    !spec.machines().type().equals(machines.instanceTypeAsString())
                            || !Integer.valueOf(spec.machines().count()).equals(machines.instanceCount()),
                    "on " + machines.instanceCount() + " " + machines.instanceTypeAsString(),
                    problems);
        }
        return problems;
    }

    private static void differ(boolean differs, String how, List<String> problems) {
        if (differs) {
            problems.add("it ran " + how + ", which the spec does not ask for");
        }
    }

    private static boolean same(List<String> one, List<String> other) {
        return new HashSet<>(one).equals(new HashSet<>(other));
    }

    /** A key may be named by its id or by its ARN. */
    private static boolean named(String one, String other) {
        return other != null && (one.equals(other) || one.endsWith("/" + other) || other.endsWith("/" + one));
    }
}
