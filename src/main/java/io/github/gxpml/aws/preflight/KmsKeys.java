// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.spec.SageMakerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/** Whether what is encrypted with a key is held by the account itself: customer managed, enabled, rotated. */
final class KmsKeys implements Probe {
    private static final String NONE = "train.sagemaker.kmsKey";

    @Override
    public String id() {
        return "kms-key";
    }

    @Override
    public List<String> read() {
        return List.of("kms:DescribeKey", "kms:GetKeyRotationStatus");
    }

    @Override
    public List<String> subjects(Used used) {
        List<String> subjects = new ArrayList<>(used.keys());
        if (used.job().isPresent() && used.job().flatMap(SageMakerSpec::kmsKey).isEmpty()) {
            subjects.add(NONE);
        }
        return subjects;
    }

    @Override
    public Finding look(String key, Used used, Account account) throws IOException {
        if (key.equals(NONE)) {
            return Finding.fail(
                    "volumes and results of jobs are encrypted with keys of AWS: name a `kmsKey`", new Facts());
        }
        Facts facts = new Facts();
        List<String> problems = problems(key, account, facts);
        if (problems.isEmpty()) {
            Boolean rotated = account.kms()
                    .getKeyRotationStatus(request -> request.keyId(facts.map().get("key")))
                    .keyRotationEnabled();
            facts.put("rotation", rotated);
            if (!Boolean.TRUE.equals(rotated)) {
                problems.add("it is not rotated");
            }
        }
        return Finding.of(problems, "the key is customer managed, enabled and rotated", facts);
    }

    /** Asks who holds a key and whether it works. */
    static List<String> problems(String key, Account account, Facts facts) throws IOException {
        return problems(
                key, account.kms().describeKey(request -> request.keyId(key)).keyMetadata(), facts);
    }

    static List<String> problems(String key, KeyMetadata metadata, Facts facts) {
        facts.put("key", metadata.arn())
                .put("manager", metadata.keyManagerAsString())
                .put("keyState", metadata.keyStateAsString())
                .put("origin", metadata.originAsString());
        List<String> problems = new ArrayList<>();
        if (metadata.keyManager() != KeyManagerType.CUSTOMER) {
            problems.add("key " + key + " is managed by AWS, not by the account");
        }
        if (metadata.keyState() != KeyState.ENABLED) {
            problems.add("key " + key + " is " + metadata.keyStateAsString());
        }
        return problems;
    }
}
