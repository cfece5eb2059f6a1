// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.standin;

import io.github.gxpml.deploy.lambda.Clients;
import io.github.gxpml.deploy.lambda.Settings;
import io.github.gxpml.deploy.standin.ServiceStandIn.Answer;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.dynamodb.services.local.main.ServerRunner;

/** The account of one test: tables, buckets and queues of its own in servers that all tests share. */
public final class LocalAws {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Shared SHARED = Shared.start();

    private final String name = "t" + COUNT.incrementAndGet();
    private final Map<String, String> variables;
    private final ServiceStandIn services;
    private final SageMakerStandIn sageMaker;

    /** The servers. */
    private record Shared(Map<String, String> variables) {
        static Shared start() {
            try {
                System.setProperty("sqlite4java.library.path", nativeFolder());
                int dynamo = S3Server.freePort();
                ServerRunner.createServerFromCommandLineArgs(
                                new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(dynamo)})
                        .start();
                int sqs = SQSRestServerBuilder.withInterface("127.0.0.1")
                        .withDynamicPort()
                        .start()
                        .waitUntilStarted()
                        .localAddress()
                        .getPort();
                return new Shared(Map.of(
                        "AWS_REGION",
                        "eu-central-1",
                        "AWS_ACCESS_KEY_ID",
                        "test",
                        "AWS_SECRET_ACCESS_KEY",
                        "test",
                        "AWS_ENDPOINT_URL_DYNAMODB",
                        "http://127.0.0.1:" + dynamo,
                        "AWS_ENDPOINT_URL_SQS",
                        "http://127.0.0.1:" + sqs,
                        "AWS_ENDPOINT_URL_S3",
                        S3Server.start().toString()));
            } catch (Exception e) {
                throw new IllegalStateException("no AWS for the test", e);
            }
        }

        private static String nativeFolder() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(path -> path.contains("libsqlite4java-linux-amd64"))
                    .findFirst()
                    .map(path -> Path.of(path).getParent().toString())
                    .orElse("");
        }
    }

    /** Opens the account. */
    public LocalAws() {
        try {
            services = new ServiceStandIn();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        sageMaker = new SageMakerStandIn(services);
        services.on(
                "Publish",
                body -> new Answer(
                        200,
                        Map.of(),
                        "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>"));
        subscribers(1);
        variables = new HashMap<>(SHARED.variables());
        variables.put("AWS_ENDPOINT_URL", services.address().toString());
        variables.put("AWS_MAX_ATTEMPTS", "2");
    }

    /** Says how many have confirmed that they want mails. */
    public LocalAws subscribers(int confirmed) {
        services.on(
                "GetTopicAttributes",
                body -> new Answer(
                        200,
                        Map.of(),
                        "<GetTopicAttributesResponse><GetTopicAttributesResult><Attributes><entry>"
                                + "<key>SubscriptionsConfirmed</key><value>" + confirmed + "</value></entry>"
                                + "</Attributes></GetTopicAttributesResult></GetTopicAttributesResponse>"));
        return this;
    }

    /** Returns the services that are not a program of their own. */
    public ServiceStandIn services() {
        return services;
    }

    /** Returns the state of SageMaker and Glue. */
    public SageMakerStandIn sageMaker() {
        return sageMaker;
    }

    /** Sets a variable of the functions. */
    public LocalAws with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Returns the variables of the functions. */
    public Settings settings() {
        return new Settings(variables);
    }

    /** Returns a client of the tables. */
    public DynamoDbClient dynamo() {
        return Clients.dynamo(settings());
    }

    /** Returns a client of the buckets. */
    public S3Client s3() {
        return Clients.s3(settings());
    }

    /** Returns a client of the queues. */
    public SqsClient sqs() {
        return Clients.sqs(settings());
    }

    /** Makes a table and names it in a variable. */
    public LocalAws table(String variable, String key, String sort, ScalarAttributeType sortType) {
        String table = name + "-" + variable.toLowerCase(java.util.Locale.ROOT);
        dynamo().createTable(request -> request.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        AttributeDefinition.builder()
                                .attributeName(key)
                                .attributeType(ScalarAttributeType.S)
                                .build(),
                        AttributeDefinition.builder()
                                .attributeName(sort)
                                .attributeType(sortType)
                                .build())
                .keySchema(
                        KeySchemaElement.builder()
                                .attributeName(key)
                                .keyType(KeyType.HASH)
                                .build(),
                        KeySchemaElement.builder()
                                .attributeName(sort)
                                .keyType(KeyType.RANGE)
                                .build()));
        return with(variable, table);
    }

    /** Makes a versioned bucket and names it in a variable. */
    public LocalAws bucket(String variable) {
        String bucket = name + "-" + variable.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        s3().createBucket(request -> request.bucket(bucket));
        s3().putBucketVersioning(request -> request.bucket(bucket).versioningConfiguration(on -> on.status("Enabled")));
        return with(variable, bucket);
    }

    /** Makes a queue with a dead-letter queue after three attempts, and names its address in a variable. */
    public LocalAws queue(String variable) {
        String queue = name + "-" + variable.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        sqs().createQueue(request -> request.queueName(queue + "-dead"));
        String redrive = "{\"deadLetterTargetArn\":\"arn:aws:sqs:elasticmq:000000000000:" + queue
                + "-dead\",\"maxReceiveCount\":\"3\"}";
        String url = sqs().createQueue(request -> request.queueName(queue)
                        .attributesWithStrings(Map.of("RedrivePolicy", redrive, "VisibilityTimeout", "30")))
                .queueUrl();
        return with(variable, url);
    }

    /** Returns a variable. */
    public String value(String variable) {
        return variables.get(variable);
    }

    /** Puts an object and returns its version. */
    public String put(String bucketVariable, String key, byte[] content) {
        return s3().putObject(request -> request.bucket(value(bucketVariable)).key(key), RequestBody.fromBytes(content))
                .versionId();
    }

    /** Returns every row of a table. */
    public List<Map<String, AttributeValue>> rows(String tableVariable) {
        return dynamo().scan(request -> request.tableName(value(tableVariable)).consistentRead(true))
                .items();
    }
}
