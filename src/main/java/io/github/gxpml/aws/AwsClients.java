// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * How every client of AWS is made: region, address, time-outs and repetitions in one place.
 *
 * <p>The address of a service is {@code AWS_ENDPOINT_URL_<service>}, else {@code AWS_ENDPOINT_URL}, else the one of
 * AWS. The region is {@code AWS_REGION}, else {@code AWS_DEFAULT_REGION}, else that of the profile or the machine.
 * Credentials are the ones among the variables, else from where the SDK usually finds them; they are kept nowhere else.
 * What is said is encrypted with TLS 1.2 or newer, unless the service is on this machine.
 */
public final class AwsClients {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration READ = Duration.ofSeconds(60);
    private static final String ATTEMPTS = "AWS_MAX_ATTEMPTS";
    private static final int USUAL_ATTEMPTS = 5;

    private AwsClients() {}

    /**
     * What a client is for.
     *
     * @param name of the service as its variable ends: KMS, CODEPIPELINE, S3
     * @param region known from elsewhere; empty for the environment's
     * @param longest how long one call may take with all its repetitions
     */
    public record Service(String name, Optional<Region> region, Duration longest) {
        /** A service of short calls in the environment's region. */
        public static Service of(String name) {
            return new Service(name, Optional.empty(), Duration.ofMinutes(2));
        }
    }

    /**
     * Prepares a client.
     *
     * @param builder of the SDK
     * @param service what the client is for
     * @param environment variables of the process
     * @return the builder, to be built
     * @throws IOException if region, address or number of attempts is not known or no such thing
     */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B prepare(
            B builder, Service service, Map<String, String> environment) throws IOException {
        Transport.check();
        int attempts = attempts(environment);
        Region region = service.region().isPresent() ? service.region().get() : region(environment);
        endpoint(service.name(), environment).ifPresent(builder::endpointOverride);
        return builder.region(region)
                .credentialsProvider(credentials(environment))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(READ))
                .overrideConfiguration(configuration -> configuration
                        .apiCallTimeout(service.longest())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(attempts)
                                .build()));
    }

    /**
     * Finds the address that a service is to be had at instead of AWS's.
     *
     * @param service as in {@link Service}
     * @param environment variables of the process
     * @return the address; empty for AWS's own
     * @throws IOException if it is none
     */
    public static Optional<URI> endpoint(String service, Map<String, String> environment) throws IOException {
        String variable = "AWS_ENDPOINT_URL_" + service;
        String address = environment.getOrDefault(variable, environment.getOrDefault("AWS_ENDPOINT_URL", ""));
        if (address.isBlank()) {
            return Optional.empty();
        }
        try {
            URI found = new URI(address);
            if (found.getHost() != null && String.valueOf(found.getScheme()).matches("https?")) {
                Transport.check(variable, found);
                return Optional.of(found);
            }
        } catch (URISyntaxException e) {
            throw new IOException(variable + " is not an address: " + address, e);
        }
        throw new IOException(variable + " is not an address: " + address);
    }

    /**
     * Finds the region.
     *
     * @param environment variables of the process
     * @return the region
     * @throws IOException if none is named
     */
    public static Region region(Map<String, String> environment) throws IOException {
        Optional<String> named = Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(text -> !text.isBlank())
                .findFirst();
        try {
            return named.isPresent() ? Region.of(named.get()) : new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkClientException e) {
            throw new IOException("the AWS region is not known: set AWS_REGION, or `aws.region` in the spec", e);
        }
    }

    private static int attempts(Map<String, String> environment) throws IOException {
        String text = environment.getOrDefault(ATTEMPTS, Integer.toString(USUAL_ATTEMPTS));
        if (!text.matches("[1-9]\\d{0,2}")) {
            throw new IOException(ATTEMPTS + " is not a number of attempts, 1 to 999: " + text);
        }
        return Integer.parseInt(text);
    }

    private static AwsCredentialsProvider credentials(Map<String, String> environment) {
        String id = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
        String secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
        String token = environment.getOrDefault("AWS_SESSION_TOKEN", "");
        if (id.isBlank() || secret.isBlank()) {
            return DefaultCredentialsProvider.builder().build();
        }
        return StaticCredentialsProvider.create(
                token.isBlank()
                        ? AwsBasicCredentials.create(id, secret)
                        : AwsSessionCredentials.create(id, secret, token));
    }
}
