// SPDX-License-Identifier: MIT
package io.github.gxpml.account;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.AwsClients;
import io.github.gxpml.aws.s3.S3Objects;
import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.spec.S3Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The account that a test talks to over the real SDK: stand-ins on this machine, or a real one where the profile
 * {@code aws-account} says so and nowhere else. The test is the same. What is made has a name of its own and is removed
 * when this is closed, but for what Object Lock keeps.
 */
public final class Account implements AutoCloseable {
    /** Tag of the tests that the profile runs. */
    public static final String TAG = "account";

    /** Says, with {@link #REAL}, that the account is a real one. Only the profile sets it. */
    static final String KIND = "gxp.account.kind";

    static final String REAL = "real";

    private static final String[] STAGES = {"train", "validate", "register", "monitor"};

    private final AccountSettings settings;
    private final Map<String, String> environment;
    private final AutoCloseable behind;
    private final String name;
    private final Deque<Runnable> removals = new ArrayDeque<>();

    private Account(AccountSettings settings, Map<String, String> environment, AutoCloseable behind) {
        this.settings = settings;
        this.environment = Map.copyOf(environment);
        this.behind = behind;
        this.name = settings.prefix() + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Opens the account that this JVM was told to use. */
    public static Account open() {
        try {
            return open(System.getProperties(), System.getenv());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    static Account open(Properties system, Map<String, String> process) throws IOException {
        if (system.getProperty(KIND, "").equals(REAL)) {
            AccountSettings settings = AccountSettings.read(system);
            Map<String, String> variables = new HashMap<>(process);
            variables.put("AWS_REGION", settings.region());
            return new Account(settings, variables, () -> {});
        }
        var served = new ServedAccount();
        return new Account(served.settings(), served.environment(), served);
    }

    /** Returns what is known of it. */
    public AccountSettings settings() {
        return settings;
    }

    /** Returns the variables with which the code under test finds it. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Returns how the code under test asks for access, with the role of the settings in every stage. */
    public AwsAccess access(String model) {
        Map<String, String> roles = new HashMap<>();
        for (String stage : STAGES) {
            settings.role().ifPresent(role -> roles.put(stage, role));
        }
        return new AwsAccess(
                environment,
                new AwsSpec(
                        Optional.empty(),
                        roles,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                model);
    }

    /** Returns a client of the test itself. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, String service) {
        try {
            return AwsClients.prepare(builder, AwsClients.Service.of(service), environment)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a client of S3 of the test itself. */
    public S3Client s3() {
        try {
            return client(S3Objects.builder(environment), "S3");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a name that nothing else has, for something that is removed by the action in the end. */
    public String named(Runnable removal) {
        removals.push(removal);
        return name + "-" + removals.size();
    }

    /** Returns a folder of the bucket that is empty. */
    public S3Place place() {
        String folder = name + "/" + removals.size();
        removals.push(() -> removeObjects(folder));
        return new S3Place(settings.bucket(), folder);
    }

    /** Returns the versions of an object, the newest first. */
    public List<ObjectVersion> versions(String key) {
        try (S3Client s3 = s3()) {
            return s3
                    .listObjectVersionsPaginator(
                            request -> request.bucket(settings.bucket()).prefix(key))
                    .versions()
                    .stream()
                    .filter(version -> version.key().equals(key))
                    .toList();
        }
    }

    /**
     * Makes a table of DynamoDB that costs only what it is asked, and waits until it can be used.
     *
     * @param partition name of the key, a text
     * @param sort name of the second key, a number if it ends in {@code version}
     * @return its name
     */
    public String table(String partition, String sort) {
        DynamoDbClient dynamo = client(DynamoDbClient.builder(), "DYNAMODB");
        AtomicReference<String> table = new AtomicReference<>();
        table.set(named(() -> {
            try (dynamo) {
                dynamo.deleteTable(request -> request.tableName(table.get()));
            }
        }));
        boolean number = sort.toLowerCase(Locale.ROOT).endsWith("version");
        dynamo.createTable(request -> request.tableName(table.get())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        attribute(partition, ScalarAttributeType.S),
                        attribute(sort, number ? ScalarAttributeType.N : ScalarAttributeType.S))
                .keySchema(key(partition, KeyType.HASH), key(sort, KeyType.RANGE)));
        try (DynamoDbWaiter waiter = DynamoDbWaiter.builder().client(dynamo).build()) {
            waiter.waitUntilTableExists(request -> request.tableName(table.get()));
        }
        return table.get();
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    /**
     * Makes a queue.
     *
     * @return its address
     */
    public String queue() {
        SqsClient sqs = client(SqsClient.builder(), "SQS");
        AtomicReference<String> url = new AtomicReference<>();
        String called = named(() -> {
            try (sqs) {
                sqs.deleteQueue(request -> request.queueUrl(url.get()));
            }
        });
        url.set(sqs.createQueue(request -> request.queueName(called)).queueUrl());
        return url.get();
    }

    private void removeObjects(String folder) {
        try (S3Client s3 = s3()) {
            var listed = s3.listObjectVersionsPaginator(
                    request -> request.bucket(settings.bucket()).prefix(folder + "/"));
            for (ObjectVersion version : listed.versions()) {
                try {
                    s3.deleteObject(request -> request.bucket(settings.bucket())
                            .key(version.key())
                            .versionId(version.versionId())
                            .bypassGovernanceRetention(true));
                } catch (S3Exception e) {
                    if (!locked(s3, version)) {
                        throw e;
                    }
                }
            }
        }
    }

    private boolean locked(S3Client s3, ObjectVersion version) {
        return s3.headObject(request -> request.bucket(settings.bucket())
                                .key(version.key())
                                .versionId(version.versionId()))
                        .objectLockRetainUntilDate()
                != null;
    }

    @Override
    public void close() {
        RuntimeException left = null;
        while (!removals.isEmpty()) {
            try {
                removals.pop().run();
            } catch (RuntimeException e) {
                left = left == null ? new IllegalStateException("something of " + name + " is left over", e) : left;
            }
        }
        try {
            behind.close();
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        if (left != null) {
            throw left;
        }
    }
}
