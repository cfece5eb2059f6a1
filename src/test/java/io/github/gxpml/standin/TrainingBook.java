// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.sagemaker.model.Channel;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.MetricData;
import software.amazon.awssdk.services.sagemaker.model.StopTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.StopTrainingJobResponse;

/** The training jobs of SageMaker: each really trains, unless the test holds them. */
final class TrainingBook {
    private final SageMakerStandIn sageMaker;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final ExecutorService machines = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "training-job");
        thread.setDaemon(true);
        return thread;
    });

    /** A job and how it stands. */
    private static final class Job {
        private final CreateTrainingJobRequest request;
        private final ContainerRun container = new ContainerRun();
        private final Instant created = Instant.now();
        private String status = "InProgress";
        private String reason;
        private int looks;
        private final Map<String, Float> metrics = new TreeMap<>();

        Job(CreateTrainingJobRequest request) {
            this.request = request;
        }
    }

    TrainingBook(SageMakerStandIn sageMaker) {
        this.sageMaker = sageMaker;
        AwsStandIn aws = sageMaker.aws();
        aws.on(CreateTrainingJobRequest.class, this::create);
        aws.on(DescribeTrainingJobRequest.class, this::describe);
        aws.on(StopTrainingJobRequest.class, this::stop);
    }

    synchronized List<String> names() {
        return List.copyOf(jobs.keySet());
    }

    synchronized String status(String name) {
        return jobs.get(name).status;
    }

    synchronized CreateTrainingJobRequest request(String name) {
        return jobs.get(name).request;
    }

    private synchronized CreateTrainingJobResponse create(CreateTrainingJobRequest request) {
        String name = request.trainingJobName();
        if (!name.matches("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}")) {
            throw new ServiceError(
                    "ValidationException", "1 validation error detected: Value '" + name + "' at 'trainingJobName'");
        }
        if (jobs.containsKey(name)) {
            throw new ServiceError(
                    "ResourceInUse", "Training job names must be unique within an AWS account and region");
        }
        add(request);
        return CreateTrainingJobResponse.builder().trainingJobArn(arn(name)).build();
    }

    /** Adds a job that SageMaker itself started, for example as a trial. */
    synchronized void add(CreateTrainingJobRequest request) {
        String name = request.trainingJobName();
        sageMaker.tags().put(arn(name), request.tags());
        var job = new Job(request);
        jobs.put(name, job);
        machines.submit(() -> train(name, job));
    }

    static String arn(String name) {
        return SageMakerStandIn.arn("training-job/" + name);
    }

    private void train(String name, Job job) {
        try {
            sageMaker.held();
            int exit = run(name, job);
            synchronized (this) {
                job.status = exit == 0 ? "Completed" : exit < 0 ? "Stopped" : "Failed";
                job.reason = exit > 0 ? "AlgorithmError: the container ended, exit code: " + exit : null;
            }
        } catch (IOException | RuntimeException e) {
            synchronized (this) {
                job.status = "Failed";
                job.reason = "InternalServerError: " + e;
            }
        } finally {
            job.container.close();
        }
    }

    private int run(String name, Job job) throws IOException {
        ContainerRun container = job.container;
        for (Channel channel : job.request.inputDataConfig()) {
            String address = channel.dataSource().s3DataSource().s3Uri();
            String file = address.replaceFirst(".*/", "");
            container.put("/opt/ml/input/data/" + channel.channelName() + "/" + file, sageMaker.read(address));
        }
        container.put(
                "/opt/ml/input/config/hyperparameters.json",
                new java.util.TreeMap<>(job.request.hyperParameters())
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
        Map<String, String> variables = new TreeMap<>(job.request.environment());
        job.request
                .hyperParameters()
                .forEach((key, value) -> variables.put("SM_HP_" + key.toUpperCase(java.util.Locale.ROOT), value));
        int exit = container.run(sageMaker.training(), variables, line -> {
            sageMaker.logs().add("/aws/sagemaker/TrainingJobs", name + "/algo-1-1", line);
            if (line.matches("GXP metric \\S+=\\S+")) {
                String[] metric = line.substring("GXP metric ".length()).split("=");
                synchronized (this) {
                    job.metrics.put(metric[0], Float.parseFloat(metric[1]));
                }
            }
        });
        if (exit == 0) {
            String place = job.request.outputDataConfig().s3OutputPath() + "/" + name + "/output/";
            sageMaker.write(place + "model.tar.gz", sageMaker.spoilt(container.pack("/opt/ml/model")));
            if (!container.isEmpty("/opt/ml/output/data")) {
                sageMaker.write(place + "output.tar.gz", container.pack("/opt/ml/output/data"));
            }
        }
        return exit;
    }

    /** Returns the address of the model of the last job that has one. */
    synchronized String latestModel() {
        return jobs.entrySet().stream()
                .filter(job -> job.getValue().status.equals("Completed"))
                .reduce((first, second) -> second)
                .map(job -> model(job.getKey(), job.getValue()))
                .orElseThrow(() -> new IllegalStateException("no job has left a model"));
    }

    private static String model(String name, Job job) {
        return job.request.outputDataConfig().s3OutputPath() + "/" + name + "/output/model.tar.gz";
    }

    private synchronized DescribeTrainingJobResponse describe(DescribeTrainingJobRequest request) {
        Job job = jobs.get(request.trainingJobName());
        if (job == null || job.looks++ < sageMaker.unseen()) {
            throw new ServiceError("ValidationException", "Requested resource not found.");
        }
        return describe(job);
    }

    private static DescribeTrainingJobResponse describe(Job job) {
        CreateTrainingJobRequest asked = job.request;
        DescribeTrainingJobResponse.Builder answer = DescribeTrainingJobResponse.builder()
                .trainingJobName(asked.trainingJobName())
                .trainingJobArn(arn(asked.trainingJobName()))
                .trainingJobStatus(job.status)
                .secondaryStatus(job.status.equals("InProgress") ? "Training" : job.status)
                .failureReason(job.reason)
                .hyperParameters(asked.hyperParameters())
                .environment(asked.environment())
                .algorithmSpecification(asked.algorithmSpecification())
                .roleArn(asked.roleArn())
                .inputDataConfig(asked.inputDataConfig())
                .outputDataConfig(asked.outputDataConfig())
                .resourceConfig(asked.resourceConfig())
                .stoppingCondition(asked.stoppingCondition())
                .enableNetworkIsolation(asked.enableNetworkIsolation())
                .enableInterContainerTrafficEncryption(asked.enableInterContainerTrafficEncryption())
                .creationTime(job.created)
                .finalMetricDataList(job.metrics.entrySet().stream()
                        .map(metric -> MetricData.builder()
                                .metricName(metric.getKey())
                                .value(metric.getValue())
                                .build())
                        .toList());
        if (asked.vpcConfig() != null) {
            answer.vpcConfig(asked.vpcConfig());
        }
        if (asked.experimentConfig() != null) {
            answer.experimentConfig(asked.experimentConfig());
        }
        if (job.status.equals("Completed")) {
            answer.modelArtifacts(model -> model.s3ModelArtifacts(model(asked.trainingJobName(), job)));
        }
        return answer.build();
    }

    private synchronized StopTrainingJobResponse stop(StopTrainingJobRequest request) {
        Job job = jobs.get(request.trainingJobName());
        if (job == null) {
            throw new ServiceError("ValidationException", "Requested resource not found.");
        }
        if (job.status.equals("InProgress")) {
            job.status = "Stopped";
            job.container.stop();
        }
        return StopTrainingJobResponse.builder().build();
    }

    void close() {
        synchronized (this) {
            jobs.values().forEach(job -> job.container.stop());
        }
        machines.shutdownNow();
    }
}
