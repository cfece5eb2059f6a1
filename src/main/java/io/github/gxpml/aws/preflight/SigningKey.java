// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.OriginType;

/**
 * Whether the key that signs bundles can sign as the product does, was never outside of KMS, and is not everybody's.
 * Does not judge which identities of the account may sign: policies of identities are not read.
 */
final class SigningKey implements Probe {
    private static final String SIGN = "kms:Sign";

    @Override
    public String id() {
        return "signing-key";
    }

    @Override
    public List<String> read() {
        return List.of("kms:DescribeKey", "kms:GetKeyPolicy");
    }

    @Override
    public List<String> subjects(Used used) {
        return used.signingKey().stream().toList();
    }

    @Override
    public Finding look(String key, Used used, Account account) throws IOException {
        Facts facts = new Facts();
        KeyMetadata metadata =
                account.kms().describeKey(request -> request.keyId(key)).keyMetadata();
        List<String> problems = new ArrayList<>(KmsKeys.problems(key, metadata, facts));
        facts.put("usage", metadata.keyUsageAsString())
                .put("spec", metadata.keySpecAsString())
                .put("multiRegion", metadata.multiRegion());
        if (metadata.keyUsage() != KeyUsageType.SIGN_VERIFY || metadata.keySpec() != KeySpec.ECC_NIST_P256) {
            problems.add("it is " + metadata.keySpecAsString() + " for " + metadata.keyUsageAsString()
                    + ": make one with key spec ECC_NIST_P256 and usage SIGN_VERIFY");
        }
        if (metadata.origin() != OriginType.AWS_KMS && metadata.origin() != OriginType.AWS_CLOUDHSM) {
            problems.add("its private half was made elsewhere (" + metadata.originAsString() + "), and may be there");
        }
        if (Boolean.TRUE.equals(metadata.multiRegion())) {
            problems.add("it is of many regions: a replica signs where this trail and these rules may not look");
        }
        String policy = account.kms()
                .getKeyPolicy(request -> request.keyId(metadata.arn()))
                .policy();
        if (PolicyDocument.parse(policy).statements().stream().anyMatch(SigningKey::openToAll)) {
            problems.add("its policy lets everybody sign");
        }
        return Finding.of(problems, "the key signs on P-256, was made in KMS, and is enabled", facts);
    }

    private static boolean openToAll(PolicyDocument.Statement statement) {
        boolean aboutAll = statement.everybody()
                || statement.principals().stream().anyMatch(principal -> principal.startsWith("!"));
        boolean signs = statement.actions().isEmpty() || statement.coversAction(SIGN);
        return statement.allows() && aboutAll && signs && statement.conditions().isEmpty();
    }
}
