// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import io.github.gxpml.io.Pem;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.io.VerifyingKey;
import io.github.gxpml.port.Signer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * Signs with an asymmetric key that never leaves AWS KMS: ECC_NIST_P256, ECDSA_SHA_256. Only the digest of what is
 * signed is sent. Every signature is checked here with the public key before it is used.
 */
public final class KmsSigner implements Signer {
    private static final Pattern ARN = Pattern.compile("arn:[a-z0-9-]+:kms:([a-z0-9-]+):[0-9]*:.+");

    private final KmsClient client;
    private final String arn;
    private final VerifyingKey publicKey;

    private KmsSigner(KmsClient client, String arn, VerifyingKey publicKey) {
        this.client = client;
        this.arn = arn;
        this.publicKey = publicKey;
    }

    /**
     * Opens a key; asks KMS for its public half.
     *
     * @param key id, ARN or alias ({@code alias/name}); an alias is followed once, here
     * @param environment variables of the process, for region and address
     * @return the signer
     * @throws IOException if KMS does not answer or denies it, or the key is not one for signing on P-256
     */
    public static KmsSigner open(String key, Map<String, String> environment) throws IOException {
        // an ARN names its region
        Matcher arn = ARN.matcher(key);
        Optional<Region> region = arn.matches() ? Optional.of(Region.of(arn.group(1))) : Optional.empty();
        var service = new AwsClients.Service("KMS", region, Duration.ofMinutes(2));
        return open(
                key,
                AwsClients.prepare(KmsClient.builder(), service, environment).build());
    }

    static KmsSigner open(String key, KmsClient client) throws IOException {
        GetPublicKeyResponse found;
        try {
            found = client.getPublicKey(request -> request.keyId(key));
        } catch (SdkException e) {
            throw failure("the public half of KMS key " + key + " could not be read", e);
        }
        if (found.keySpec() != KeySpec.ECC_NIST_P256 || found.keyUsage() != KeyUsageType.SIGN_VERIFY) {
            throw new IOException("KMS key " + key + " is " + found.keySpecAsString() + " for "
                    + found.keyUsageAsString() + ": make one with key spec ECC_NIST_P256 and usage SIGN_VERIFY");
        }
        String pem = Pem.encode("PUBLIC KEY", found.publicKey().asByteArray());
        return new KmsSigner(client, found.keyId(), VerifyingKey.ofPem(pem));
    }

    @Override
    public String keyId() {
        return publicKey.id();
    }

    @Override
    public String publicKeyPem() {
        return publicKey.pem();
    }

    @Override
    public byte[] sign(byte[] bytes) throws IOException {
        byte[] signature;
        try {
            signature = client.sign(request -> request.keyId(arn)
                            .messageType(MessageType.DIGEST)
                            .message(SdkBytes.fromByteArray(Sha256.digest().digest(bytes)))
                            .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))
                    .signature()
                    .asByteArray();
        } catch (SdkException e) {
            throw failure("KMS key " + arn + " could not be used to sign", e);
        }
        if (!publicKey.verifies(bytes, signature)) {
            throw new IOException("what KMS answered is not a signature of key " + arn);
        }
        return signature;
    }

    private static IOException failure(String what, SdkException e) {
        if (e instanceof KmsException kms && kms.awsErrorDetails() != null) {
            String code = kms.awsErrorDetails().errorCode();
            return new IOException(
                    what + ": " + code + ": " + kms.awsErrorDetails().errorMessage() + remedy(code), e);
        }
        return new IOException(what + ": " + e.getMessage(), e);
    }

    private static String remedy(String code) {
        return switch (code) {
            case "AccessDeniedException" -> " - allow kms:GetPublicKey and kms:Sign on this key";
            case "DisabledException", "KMSInvalidStateException" -> " - enable the key, or name another";
            case "NotFoundException" -> " - check id and region";
            case "ThrottlingException" -> " - KMS was asked too often, also after waiting; try again later";
            default -> "";
        };
    }
}
