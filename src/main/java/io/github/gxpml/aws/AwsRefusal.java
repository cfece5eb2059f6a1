// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** A call to AWS that came to nothing, as one sentence with cause and way out. */
public final class AwsRefusal extends IOException {
    private static final long serialVersionUID = 1;
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");
    private static final Set<String> CREDENTIALS = Set.of(
            "InvalidAccessKeyId",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "IncompleteSignatureException",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "RequestTimeTooSkewed");
    private static final Set<String> DENIED = Set.of("AccessDeniedException", "AccessDenied", "403");
    private static final Set<String> BUSY = Set.of(
            "ThrottlingException",
            "Throttling",
            "ProvisionedThroughputExceededException",
            "RequestLimitExceeded",
            "SlowDown");
    private static final Set<String> MISSING =
            Set.of("ResourceNotFoundException", "ResourceNotFound", "NoSuchBucket", "NoSuchKey", "404");

    private final String code;

    private AwsRefusal(String message, String code, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /**
     * What is tried.
     *
     * @param what goes on with "could not be", as {@code table gxp-models could not be read}
     * @param permission what a policy must allow for it
     */
    public record Attempt(String what, String permission) {
        /**
         * Calls.
         *
         * @param call of the SDK
         * @return what it returns
         * @throws AwsRefusal if it throws
         */
        public <T> T call(Supplier<T> call) throws AwsRefusal {
            try {
                return call.get();
            } catch (SdkException e) {
                throw of(this, e);
            }
        }
    }

    /**
     * Makes a sentence of what the SDK throws.
     *
     * @param attempt what was tried
     * @param e what it threw
     * @return the sentence
     */
    public static AwsRefusal of(Attempt attempt, SdkException e) {
        String code = code(e);
        String said = code.isEmpty() ? root(e) : code + message((AwsServiceException) e);
        return new AwsRefusal(attempt.what() + ": " + said + remedy(code, attempt), code, e);
    }

    /**
     * Returns the code of an error as the service names it.
     *
     * @param e what the SDK threw
     * @return the code, or the status; empty if no service said anything
     */
    public static String code(SdkException e) {
        if (!(e instanceof AwsServiceException said)) {
            return "";
        }
        AwsErrorDetails details = said.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return code == null || code.isEmpty() ? Integer.toString(said.statusCode()) : code;
    }

    /**
     * Tells whether what was asked for is not there.
     *
     * @return true if the service says so
     */
    public boolean isMissing() {
        return MISSING.contains(code);
    }

    private static String message(AwsServiceException e) {
        String message =
                e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
        return message == null || message.isBlank() ? "" : ": " + message.strip();
    }

    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private static String remedy(String code, Attempt attempt) {
        if (EXPIRED.contains(code)) {
            return " - the credentials are over: get new ones";
        }
        if (CREDENTIALS.contains(code)) {
            return " - check the credentials, and the time of this machine";
        }
        if (DENIED.contains(code)) {
            return " - allow " + attempt.permission();
        }
        if (BUSY.contains(code)) {
            return " - it was asked too often, also after waiting; try again later";
        }
        if (MISSING.contains(code)) {
            return " - check name and region";
        }
        return code.isEmpty() || code.startsWith("5") || code.startsWith("Internal")
                ? " - try again later; if it stays, check credentials, network and region"
                : "";
    }
}
