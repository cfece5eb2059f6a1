// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import io.github.gxpml.aws.AwsClients;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.spec.S3Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Files to and from S3, in parts and several parts at a time, checked on both ways. No part is held in memory. Safe for
 * use by many threads.
 *
 * <p>Each method throws {@link io.github.gxpml.aws.AwsException} for what S3 refuses or never did, and another
 * {@link IOException} for trouble with the file.
 */
public final class S3Objects implements AutoCloseable {
    private static final int MISSING = 404;
    private static final String READ =
            "s3:GetObject on it (of a version: s3:GetObjectVersion) and kms:Decrypt on its key";
    private static final String WRITE = "s3:PutObject on it, and kms:GenerateDataKey and kms:Decrypt on its key";

    private final S3Client client;
    private final Attempts attempts;

    private S3Objects(S3Client client, Attempts attempts) {
        this.client = client;
        this.attempts = attempts;
    }

    /** Says what is tried, for the sentence that tells that it could not be done. */
    @FunctionalInterface
    public interface Attempts {
        /**
         * Says it.
         *
         * @param done "read" or "written"
         * @param object what is
         * @param permission what a policy must allow for it
         * @return the attempt
         */
        Attempt of(String done, S3Source object, String permission);
    }

    /**
     * Begins a client that transfers fit: checksums are the ones that they ask for, and those that the SDK would add
     * make S3 keep two of a kind.
     *
     * @param environment variables of the process, for the address
     * @return the builder, to be prepared
     * @throws IOException if the address is none
     */
    public static S3ClientBuilder builder(Map<String, String> environment) throws IOException {
        return S3Client.builder()
                .forcePathStyle(AwsClients.endpoint("S3", environment).isPresent())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    }

    /**
     * Transfers with a client.
     *
     * @param client made with {@link #builder}; closed with this
     * @return the transfers
     */
    public static S3Objects of(S3Client client) {
        return of(
                client,
                (done, object, permission) -> new Attempt(object.address() + " could not be " + done, permission));
    }

    /**
     * Transfers with a client.
     *
     * @param client made with {@link #builder}; closed with this
     * @param attempts says what is tried
     * @return the transfers
     */
    public static S3Objects of(S3Client client, Attempts attempts) {
        return new S3Objects(client, attempts);
    }

    /**
     * Writes a file as an object, and checks that S3 holds what was sent.
     *
     * @param file its content, which nobody changes meanwhile
     * @param place where
     * @param name of the object there
     * @param settings how
     * @return what S3 holds
     * @throws IOException if it is not known to be there whole
     */
    public StoredObject put(Path file, S3Place place, String name, PutSettings settings) throws IOException {
        return put(file, S3Source.of(place.bucket(), place.key(name)), settings);
    }

    /**
     * Writes a file as an object, and checks that S3 holds what was sent.
     *
     * @param file its content, which nobody changes meanwhile
     * @param target bucket and key
     * @param settings how
     * @return what S3 holds
     * @throws IOException if it is not known to be there whole
     */
    public StoredObject put(Path file, S3Source target, PutSettings settings) throws IOException {
        Attempt attempt = attempts.of("written", target, WRITE);
        try {
            return new Upload(client, Content.of(file), target, settings).send();
        } catch (SdkException e) {
            throw Refusals.of(attempt, e);
        }
    }

    /**
     * Reads an object into a file, whose content is whole when this returns.
     *
     * @param source the object
     * @param target to be written; its folder exists
     * @param settings how
     * @return the version that was read
     * @throws IOException if it cannot be had whole; the file is then as it was
     */
    public S3Source get(S3Source source, Path target, GetSettings settings) throws IOException {
        Attempt attempt = attempts.of("read", source, READ);
        try {
            return new Download(client, source, target, settings, attempt.what()).fetch();
        } catch (SdkException e) {
            throw Refusals.of(attempt, e);
        }
    }

    /**
     * Reads an object into a file, whose content is whole when this returns. An interrupted one is gone on with by the
     * next call.
     *
     * @param source the object
     * @param target to be written; its folder exists
     * @return the version that was read
     * @throws IOException if it cannot be had whole; the file is then as it was
     */
    public S3Source get(S3Source source, Path target) throws IOException {
        return get(source, target, new GetSettings(Long.MAX_VALUE, true));
    }

    /**
     * Compares a file with an object without reading the object.
     *
     * @param source the object
     * @param file to be compared
     * @return what S3 says of the object, and whether the file is the same
     * @throws IOException if S3 does not say
     */
    public Comparison compare(S3Source source, Path file) throws IOException {
        Attempt attempt = attempts.of("asked for", source, READ);
        try {
            HeadObjectResponse head = ObjectHead.of(client, source);
            Optional<Long> part = head.eTag() != null && head.eTag().contains("-")
                    ? Optional.of(ObjectHead.firstPart(client, source))
                    : Optional.empty();
            return Comparison.of(head, part, file);
        } catch (SdkException e) {
            throw Refusals.of(attempt, e);
        }
    }

    /**
     * Tells whether there is such an object.
     *
     * @param source the object
     * @return whether S3 knows it
     * @throws IOException if S3 does not say
     */
    public boolean exists(S3Source source) throws IOException {
        try {
            ObjectHead.of(client, source);
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == MISSING) {
                return false;
            }
            throw Refusals.of(attempts.of("asked for", source, READ), e);
        } catch (SdkException e) {
            throw Refusals.of(attempts.of("asked for", source, READ), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
