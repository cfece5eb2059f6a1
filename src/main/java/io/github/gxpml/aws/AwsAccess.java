// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import io.github.gxpml.aws.AwsClients.Service;
import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * Makes the clients of one spec: in its region, and with the role of the stage that a client works for, whose
 * credentials are renewed for as long as the client lives.
 *
 * @param environment variables of the process, with the spec's region
 * @param aws what the spec says
 * @param model whose name stands in the session of a role
 */
public record AwsAccess(Map<String, String> environment, AwsSpec aws, String model) {
    private static final int LONGEST_SESSION = 64;

    /** Copies the variables, with the region of the spec in the place of theirs. */
    public AwsAccess {
        var variables = new HashMap<>(environment);
        aws.region().ifPresent(region -> variables.put("AWS_REGION", region));
        environment = Map.copyOf(variables);
    }

    /**
     * Returns how a spec asks for access.
     *
     * @param spec the spec
     * @param environment variables of the process
     * @return the access; nothing is asked yet
     */
    public static AwsAccess of(Spec spec, Map<String, String> environment) {
        return new AwsAccess(environment, spec.aws(), spec.model().name());
    }

    /**
     * Makes a client.
     *
     * @param builder of the SDK
     * @param service as its variable ends, for example {@code SAGEMAKER}
     * @param stage whose role is assumed if the spec names one; empty for the process's own identity
     * @return the client, to be closed
     * @throws IOException if region, address or number of attempts is not known or no such thing
     */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, String service, String stage) throws IOException {
        return client(builder, service, stage, Service.of(service).longest());
    }

    /**
     * Makes a client for calls that may take longer than usual.
     *
     * @param builder of the SDK
     * @param service as its variable ends
     * @param stage whose role is assumed if the spec names one
     * @param longest how long one call may take with all its repetitions
     * @return the client, to be closed
     * @throws IOException if region, address or number of attempts is not known or no such thing
     */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, String service, String stage, Duration longest) throws IOException {
        B prepared = AwsClients.prepare(builder, new Service(service, Optional.empty(), longest), environment);
        String role = aws.roles().getOrDefault(stage, "");
        if (!role.isEmpty()) {
            prepared.credentialsProvider(assuming(role, stage));
        }
        return prepared.build();
    }

    /**
     * Names the session of a stage's role, by which CloudTrail tells who called.
     *
     * @param stage the stage
     * @param model name of the model
     * @return at most 64 characters
     */
    public static String session(String stage, String model) {
        String session = ("gxp-" + stage + "-" + model).replaceAll("[^A-Za-z0-9_=,.@-]", "-");
        return session.substring(0, Math.min(session.length(), LONGEST_SESSION));
    }

    private StsAssumeRoleCredentialsProvider assuming(String role, String stage) throws IOException {
        StsClient sts = AwsClients.prepare(StsClient.builder(), Service.of("STS"), environment)
                .build();
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(role).roleSessionName(session(stage, model)))
                .build();
    }
}
