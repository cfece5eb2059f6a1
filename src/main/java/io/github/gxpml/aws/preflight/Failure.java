// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Says in one sentence why something could not be looked at. */
final class Failure {
    private Failure() {}

    static String sentence(Exception error, Probe probe) {
        if (error instanceof AwsServiceException refused) {
            String code = code(refused);
            AwsErrorDetails details = refused.awsErrorDetails();
            String said = details == null || details.errorMessage() == null
                    ? "status " + refused.statusCode()
                    : details.errorMessage();
            String id = refused.requestId() == null ? "" : " (request " + refused.requestId() + ")";
            return "it could not be read: " + code + ": " + said + id + remedy(code, probe);
        }
        return "it could not be read: " + (error.getMessage() == null ? error.toString() : error.getMessage());
    }

    static String code(AwsServiceException refused) {
        AwsErrorDetails details = refused.awsErrorDetails();
        return details == null || details.errorCode() == null ? "error" : details.errorCode();
    }

    private static String remedy(String code, Probe probe) {
        boolean denied =
                code.contains("AccessDenied") || code.contains("Unauthorized") || code.contains("NotAuthorized");
        return denied ? " - allow " + String.join(", ", Calls.actions(probe.read())) : "";
    }
}
