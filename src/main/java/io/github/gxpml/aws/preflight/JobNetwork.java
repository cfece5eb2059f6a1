// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.spec.SageMakerSpec;
import java.util.ArrayList;
import java.util.List;

/** Whether jobs are asked for in a VPC, without a network of their own, and with encrypted traffic between machines. */
final class JobNetwork implements Probe {
    @Override
    public String id() {
        return "job-network";
    }

    @Override
    public List<String> read() {
        return List.of();
    }

    @Override
    public List<String> subjects(Used used) {
        return used.job().isPresent() ? List.of("train.sagemaker") : List.of();
    }

    @Override
    public Finding look(String subject, Used used, Account account) {
        SageMakerSpec job = used.job().orElseThrow();
        SageMakerSpec.Network network = job.network();
        Facts facts = new Facts()
                .put("subnets", network.subnets())
                .put("securityGroups", network.securityGroups())
                .put("isolated", network.isolated())
                .put("encryptTraffic", network.encryptTraffic())
                .put("machines", job.machines().count());
        List<String> problems = new ArrayList<>();
        if (network.subnets().isEmpty()) {
            problems.add("jobs run in no VPC: name `subnets` and `securityGroups`");
        }
        if (!network.isolated()) {
            problems.add("the container has a network: leave out `isolated: false`");
        }
        boolean several = job.machines().count() > 1;
        if (several && !network.encryptTraffic()) {
            problems.add("machines of one job talk in the clear: leave out `encryptTraffic: false`");
        }
        return Finding.of(
                problems,
                "jobs are asked for in a VPC and without network"
                        + (several
                                ? ", with encrypted traffic between"
                                        + " machines, which makes distributed training slower"
                                : ""),
                facts);
    }
}
