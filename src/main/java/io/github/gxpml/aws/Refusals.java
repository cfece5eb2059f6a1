// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import io.github.gxpml.aws.AwsException.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns what the SDK throws into one sentence with cause and way out, from which values are struck. */
public final class Refusals {
    /** The services quote what they refuse, a nonce or token among it. */
    private static final Pattern QUOTED = Pattern.compile("Value '.*?' at '", Pattern.DOTALL);

    /** Shorter ones are no secrets, and would strike half of the sentence. */
    private static final int SECRET = 6;

    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired");
    private static final Set<String> CREDENTIALS = Set.of(
            "InvalidAccessKeyId",
            "InvalidToken",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "MissingAuthenticationTokenException",
            "IncompleteSignatureException",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "RequestTimeTooSkewed");

    /** Each service has words of its own for it. */
    private static final Pattern DENIED =
            Pattern.compile(".*(AccessDenied|NotAuthorized|Unauthorized|AuthorizationError).*|403");

    private static final Set<String> BUSY = Set.of(
            "ThrottlingException",
            "Throttling",
            "SlowDown",
            "RequestLimitExceeded",
            "ProvisionedThroughputExceededException",
            "ServiceUnavailable");
    private static final Set<String> MISSING = Set.of(
            "NoSuchKey",
            "NoSuchBucket",
            "NoSuchVersion",
            "404",
            "NotFound",
            "QueueDoesNotExist",
            "AWS.SimpleQueueService.NonExistentQueue");

    private Refusals() {}

    /**
     * What was tried.
     *
     * @param what "the jobs could not be asked for"
     * @param permission what a policy must allow for it
     * @param secrets that no sentence may show
     */
    public record Attempt(String what, String permission, List<String> secrets) {
        /**
         * Creates an attempt.
         *
         * @param what was tried, as a sentence says that it could not be done
         * @param permission what a policy must allow for it
         * @param secrets that no sentence may show
         */
        public Attempt(String what, String permission, String... secrets) {
            this(what, permission, List.of(secrets));
        }

        /**
         * Calls a service.
         *
         * @param call of the SDK
         * @return what it returns
         * @throws AwsException if it throws
         */
        public <T> T call(Supplier<T> call) throws AwsException {
            try {
                return call.get();
            } catch (SdkException e) {
                throw of(this, e);
            }
        }

        private String strike(String text) {
            String struck = QUOTED.matcher(text).replaceAll("the value at '");
            for (String secret : secrets) {
                if (secret.length() >= SECRET) {
                    struck = struck.replace(secret, "***");
                }
            }
            return struck;
        }
    }

    /** What went wrong after that: to be told too. */
    public static final class LeftBehind extends IOException {
        private static final long serialVersionUID = 1;

        /**
         * Creates the addition.
         *
         * @param message half a sentence
         */
        public LeftBehind(String message) {
            super(message);
        }
    }

    /**
     * Returns what a service calls an error.
     *
     * @param e what the SDK threw
     * @return its code; the status of HTTP if it names none; empty if no service said anything
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
     * Tells whether nothing is known but the status of HTTP.
     *
     * @param code of an error
     * @return whether it is a number
     */
    public static boolean isStatus(String code) {
        return code.matches("[0-9]+");
    }

    /**
     * Tells whether it is said of the caller or the bucket, whatever was asked for.
     *
     * @param code of an error
     * @return whether it is
     */
    public static boolean isOfCaller(String code) {
        return EXPIRED.contains(code)
                || CREDENTIALS.contains(code)
                || code.equals("NoSuchBucket")
                || code.equals("PermanentRedirect");
    }

    /**
     * Returns the sentence for an error.
     *
     * @param attempt what was tried
     * @param e what the SDK threw
     * @return what to throw instead
     */
    public static AwsException of(Attempt attempt, SdkException e) {
        String code = code(e);
        Kind kind = kind(code, e);
        String said = code.isEmpty() ? reason(e) : code + message(e);
        String left = Arrays.stream(e.getSuppressed())
                .filter(LeftBehind.class::isInstance)
                .map(more -> "; " + more.getMessage())
                .collect(Collectors.joining());
        String sentence = attempt.what() + ": " + attempt.strike(said) + remedy(kind, code, attempt) + left;
        return new AwsException(kind, sentence, struck(attempt, e));
    }

    private static String message(SdkException e) {
        String message = e instanceof AwsServiceException said && said.awsErrorDetails() != null
                ? said.awsErrorDetails().errorMessage()
                : null;
        return message == null || message.isBlank() ? "" : ": " + message.strip();
    }

    /**
     * Returns what is at the bottom of an error.
     *
     * @param e the error
     * @return the message of its first cause
     */
    public static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    /** The SDK's own exception would show what the sentence does not. */
    private static IOException struck(Attempt attempt, SdkException e) {
        IOException cause =
                new IOException(e.getClass().getSimpleName() + ": " + attempt.strike(String.valueOf(e.getMessage())));
        cause.setStackTrace(e.getStackTrace());
        return cause;
    }

    private static Kind kind(String code, SdkException e) {
        if (EXPIRED.contains(code)
                || CREDENTIALS.contains(code)
                || DENIED.matcher(code).matches()) {
            return Kind.DENIED;
        }
        if (MISSING.contains(code) || code.endsWith("NotFoundException")) {
            return Kind.NOT_FOUND;
        }
        if (code.isEmpty()) {
            return reason(e).contains("credentials") ? Kind.DENIED : Kind.UNAVAILABLE;
        }
        return BUSY.contains(code) || e.retryable() || e instanceof AwsServiceException said && said.statusCode() >= 500
                ? Kind.UNAVAILABLE
                : Kind.REFUSED;
    }

    private static String remedy(Kind kind, String code, Attempt attempt) {
        if (EXPIRED.contains(code)) {
            return " - the credentials are over: ask for new ones";
        }
        if (CREDENTIALS.contains(code)) {
            return " - check the credentials, and the time of this machine";
        }
        if (code.equals("ActionTypeNotFoundException")) {
            return " - register it with `gxp worker register`, in this account and region";
        }
        return switch (kind) {
            case DENIED ->
                code.isEmpty()
                        ? " - give this process credentials of AWS: a role, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
                        : " - allow " + attempt.permission();
            case NOT_FOUND -> " - check name and region";
            case UNAVAILABLE ->
                BUSY.contains(code)
                        ? " - it was asked too often, also after waiting; try again later"
                        : " - try again later; if it stays, check network and region";
            case REFUSED ->
                code.equals("PermanentRedirect")
                        ? " - let this process run with the region of the bucket, in AWS_REGION"
                        : "";
        };
    }
}
