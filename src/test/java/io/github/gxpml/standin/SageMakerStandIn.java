// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.ListTagsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListTagsResponse;
import software.amazon.awssdk.services.sagemaker.model.Tag;

/**
 * SageMaker on this machine. Its jobs really run: a program reads what the job was given from {@link S3StandIn}, laid
 * out as in a container, and what it leaves goes back there. Each group of operations is a small class of its own, made
 * here.
 */
public final class SageMakerStandIn implements AutoCloseable {
    /** The bucket that jobs work with. */
    public static final String BUCKET = "gxp-work";

    private final AwsStandIn aws;
    private final S3StandIn s3;
    private final Map<String, List<Tag>> tags = new ConcurrentHashMap<>();
    private final LogBook logs;
    private final TrainingBook trainings;
    private final EndpointBook endpoints;
    private final PredictingBook predictions;
    private final ExecutionBook executions;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile List<String> training = List.of("python3", "-B", "examples/flc-mortality/train.py");
    private volatile UnaryOperator<byte[]> spoil = UnaryOperator.identity();
    private volatile UnaryOperator<String> spoilAnswers = UnaryOperator.identity();
    private volatile BinaryOperator<byte[]> serving = SageMakerStandIn::program;
    private volatile int unseen;

    private SageMakerStandIn(AwsStandIn aws, S3StandIn s3) {
        this.aws = aws;
        this.s3 = s3;
        s3.createBucket(BUCKET);
        logs = new LogBook(aws);
        trainings = new TrainingBook(this);
        endpoints = new EndpointBook(this);
        predictions = new PredictingBook(this);
        new TuningBook(this);
        new TrialBook(this);
        executions = new ExecutionBook(this);
        aws.on(
                ListTagsRequest.class,
                request -> ListTagsResponse.builder()
                        .tags(tags.getOrDefault(request.resourceArn(), List.of()))
                        .build());
    }

    /** Starts the service beside S3. */
    public static SageMakerStandIn start() {
        AwsStandIn aws = AwsStandIn.start();
        return new SageMakerStandIn(aws, S3StandIn.start(aws.credentials()));
    }

    /** Returns the variables with which the code under test finds everything, with new temporary credentials. */
    public Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(aws.temporaryEnvironment());
        variables.putAll(s3.environment());
        return variables;
    }

    /** Returns all services, for handlers, faults and calls. */
    public AwsStandIn aws() {
        return aws;
    }

    /** Returns S3. */
    public S3StandIn s3() {
        return s3;
    }

    /** Lets jobs that are created from now on wait until {@link #release}. */
    public void hold() {
        gate = new CountDownLatch(1);
    }

    /** Lets the jobs that wait go on. */
    public void release() {
        gate.countDown();
    }

    /** Says which program is in the image. */
    public void trainsWith(List<String> command) {
        training = List.copyOf(command);
    }

    /** Changes the archives of models on their way to S3. */
    public void spoilModels(UnaryOperator<byte[]> change) {
        spoil = change;
    }

    /** Lets so many looks at a new job find none. */
    public void hideNewJobs(int looks) {
        unseen = looks;
    }

    /** Changes the answers of transform jobs on their way to S3. */
    public void spoilAnswers(UnaryOperator<String> change) {
        spoilAnswers = change;
    }

    /** Says which job the step {@code Train} of the pipeline starts. */
    public void pipelineTrains(CreateTrainingJobRequest job) {
        executions.trains(job);
    }

    /** Serves models with something simpler than the example's program: rows in, answers out. */
    public void servesWith(UnaryOperator<String> answers) {
        serving = (archive, rows) ->
                answers.apply(new String(rows, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] program(byte[] archive, byte[] rows) {
        return ServingProgram.score(archive, rows).getBytes(StandardCharsets.UTF_8);
    }

    String served(byte[] archive, byte[] rows) {
        return new String(serving.apply(archive, rows), StandardCharsets.UTF_8);
    }

    /** Gives endpoints another configuration. */
    public void changeEndpoints() {
        endpoints.change();
    }

    /** Lets the next transform jobs fail. */
    public void failTransforms(int jobs) {
        predictions.fail(jobs);
    }

    /** Lets transform jobs that are created from now on run until they are stopped. */
    public void holdTransforms() {
        predictions.hold();
    }

    /** Returns how each transform job stands, by name. */
    public Map<String, String> transforms() {
        return predictions.transforms();
    }

    /** Makes everything look like somebody else's. */
    public void forgetTags() {
        tags.clear();
    }

    /** Returns the names of the training jobs. */
    public List<String> trainingJobs() {
        return trainings.names();
    }

    /** Returns how a training job stands. */
    public String status(String job) {
        return trainings.status(job);
    }

    static String arn(String rest) {
        return "arn:aws:sagemaker:" + AwsStandIn.REGION + ":" + AwsStandIn.ACCOUNT + ":" + rest;
    }

    Map<String, List<Tag>> tags() {
        return tags;
    }

    LogBook logs() {
        return logs;
    }

    TrainingBook trainings() {
        return trainings;
    }

    List<String> training() {
        return training;
    }

    /** What the image does when it is to score: unpacks the model beside itself and scores the table. */
    static final String SCORING =
            "cd \"$(dirname \"$GXP_MODEL\")\" && tar xzf model.tar.gz && cd \"$OLDPWD\" && exec python3 -B"
                    + " examples/flc-mortality/train.py --score \"$(dirname \"$GXP_MODEL\")/model.json\" \"$GXP_TABLE\""
                    + " \"$GXP_PREDICTIONS\"";

    String answered(String answers) {
        return spoilAnswers.apply(answers);
    }

    int unseen() {
        return unseen;
    }

    byte[] spoilt(byte[] archive) {
        return spoil.apply(archive);
    }

    /** Waits where the test holds jobs. */
    void held() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    byte[] read(String address) {
        return s3.get(bucket(address), key(address))
                .orElseThrow(() -> new IllegalStateException("there is no " + address));
    }

    void write(String address, byte[] content) {
        s3.put(bucket(address), key(address), content);
    }

    private static String bucket(String address) {
        return address.substring("s3://".length()).split("/", 2)[0];
    }

    private static String key(String address) {
        return address.substring("s3://".length()).split("/", 2)[1];
    }

    @Override
    public void close() {
        trainings.close();
        s3.close();
        aws.close();
    }
}
