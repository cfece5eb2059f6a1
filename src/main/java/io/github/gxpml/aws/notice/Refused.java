// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.notice;

import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns what the SDK throws into a sentence with cause and way out. */
final class Refused {
    private Refused() {}

    /**
     * Says why something was not told.
     *
     * @param what was not done, for example {@code the SNS topic x was not told}
     * @param action that the role needs, for example {@code sns:Publish}
     * @param error of the SDK
     * @return the exception to throw
     */
    static IOException because(String what, String action, SdkException error) {
        if (error instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            String code = String.valueOf(service.awsErrorDetails().errorCode());
            return new IOException(
                    what + ": " + code + ": " + service.awsErrorDetails().errorMessage() + remedy(code, action), error);
        }
        return new IOException(what + ": " + error.getMessage(), error);
    }

    private static String remedy(String code, String action) {
        if (code.contains("AccessDenied") || code.contains("AuthorizationError") || code.contains("NotAuthorized")) {
            return " - allow " + action;
        }
        return code.contains("NotFound") || code.contains("NonExistent") || code.contains("DoesNotExist")
                ? " - check name and region"
                : "";
    }
}
