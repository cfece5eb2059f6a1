// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.aws.AwsClients;
import io.github.gxpml.aws.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether services are spoken to over TLS 1.2 at least: what Java offers, and the address where another than the one of
 * AWS is set. What stays on this machine needs no encryption.
 */
final class ClientTransport implements Probe {
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
        facts.put("protocols", Transport.offered());
        try {
            Transport.check();
        } catch (IOException e) {
            problems.add(e.getMessage());
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
