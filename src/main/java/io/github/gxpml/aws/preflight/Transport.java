// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.aws.AwsClients;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * Whether services are spoken to over TLS 1.2 at least: what Java offers, and the address where another than the one of
 * AWS is set. What stays on this machine needs no encryption.
 */
final class Transport implements Probe {
    private static final Set<String> GOOD = Set.of("TLSv1.2", "TLSv1.3");
    private static final List<String> SERVICES = List.of(
            "STS", "IAM", "EC2", "S3", "KMS", "ECR", "CONFIG_SERVICE", "CLOUDTRAIL", "SAGEMAKER", "GLUE", "DYNAMODB");

    @Override
    public String id() {
        return "transport";
    }

    @Override
    public List<String> read() {
        return List.of();
    }

    @Override
    public List<String> subjects(Used used) {
        return List.of("clients of AWS");
    }

    @Override
    public Finding look(String subject, Used used, Account account) throws IOException {
        Facts facts = new Facts();
        List<String> problems = new ArrayList<>();
        try {
            List<String> offered =
                    List.of(SSLContext.getDefault().getDefaultSSLParameters().getProtocols());
            facts.put("protocols", offered);
            offered.stream()
                    .filter(protocol -> !GOOD.contains(protocol))
                    .forEach(protocol -> problems.add("Java offers " + protocol));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("Java has no TLS", e);
        }
        for (String service : SERVICES) {
            try {
                AwsClients.endpoint(service, account.environment()).ifPresent(uri -> facts.put(service, uri));
            } catch (IOException e) {
                problems.add(e.getMessage()); // no client is made for it either
            }
        }
        return Finding.of(problems, "clients speak TLS 1.2 at least", facts);
    }
}
