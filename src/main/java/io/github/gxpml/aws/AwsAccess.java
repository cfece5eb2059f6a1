// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * Makes the clients of one spec: in its region, and with the role of the stage that a client works for, whose
 * credentials are renewed for as long as the client lives.
 *
 * @param environment variables of the process
 * @param aws what the spec says
 * @param model whose name stands in the session of a role
 */
public record AwsAccess(Map<String, String> environment, AwsSpec aws, String model) {
    private static final int LONGEST_SESSION = 64;
    private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

    /** Copies the variables. */
    public AwsAccess {
        environment = Map.copyOf(environment);
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
        B prepared = AwsClients.prepare(builder, service(service), environment);
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

    private AwsClients.Service service(String name) {
        return new AwsClients.Service(name, aws.region().map(Region::of), LONGEST_CALL);
    }

    private StsAssumeRoleCredentialsProvider assuming(String role, String stage) throws IOException {
        StsClient sts = AwsClients.prepare(StsClient.builder(), service("STS"), environment)
                .build();
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(role).roleSessionName(session(stage, model)))
                .build();
    }
}
