// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.kms.KmsClient;

/** Makes clients of KMS. Credentials come from where the SDK usually finds them, and are never handled here. */
final class KmsClients {
    private static final Pattern ARN = Pattern.compile("arn:[a-z0-9-]+:kms:([a-z0-9-]+):[0-9]*:.+");
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration READ = Duration.ofSeconds(30);
    private static final Duration ALL = Duration.ofMinutes(2);

    private KmsClients() {}

    static KmsClient of(String key, Map<String, String> environment) throws IOException {
        var builder = KmsClient.builder()
                .region(region(key, environment))
                .httpClientBuilder(
                        UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(READ))
                .overrideConfiguration(configuration -> configuration.apiCallTimeout(ALL));
        endpoint(environment).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** An ARN names its region; else the environment does, else the profile or the machine. */
    private static Region region(String key, Map<String, String> environment) throws IOException {
        Matcher arn = ARN.matcher(key);
        if (arn.matches()) {
            return Region.of(arn.group(1));
        }
        Optional<String> named = Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(text -> !text.isBlank())
                .findFirst();
        try {
            return named.isPresent() ? Region.of(named.get()) : new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkClientException e) {
            throw new IOException("the AWS region of key " + key + " is not known: set AWS_REGION, or name the key by"
                    + " its ARN", e);
        }
    }

    private static Optional<URI> endpoint(Map<String, String> environment) throws IOException {
        String address = environment.getOrDefault("AWS_ENDPOINT_URL_KMS", environment.getOrDefault("AWS_ENDPOINT_URL", ""));
        try {
            return address.isBlank() ? Optional.empty() : Optional.of(URI.create(address));
        } catch (IllegalArgumentException e) {
            throw new IOException("AWS_ENDPOINT_URL_KMS is not an address: " + address, e);
        }
    }
}
