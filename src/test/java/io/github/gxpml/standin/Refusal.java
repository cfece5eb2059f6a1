// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

/** A request that the stand-in itself refuses; each protocol has its own name and status for it. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why, with the code (and status) of the JSON protocols, of Query and of EC2 Query. */
    enum Reason {
        THROTTLED("ThrottlingException", "Throttling", "RequestLimitExceeded", 400, 400, 503),
        BROKEN("InternalFailure", "InternalFailure", "InternalError", 500, 500, 500),
        DENIED("AccessDeniedException", "AccessDenied", "UnauthorizedOperation", 400, 403, 403),
        UNSIGNED("MissingAuthenticationTokenException", "MissingAuthenticationToken", "AuthFailure", 400, 403, 401),
        BADLY_SIGNED("InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure", 400, 403, 401),
        UNKNOWN_KEY("UnrecognizedClientException", "InvalidClientTokenId", "AuthFailure", 400, 403, 401),
        EXPIRED_TOKEN("ExpiredTokenException", "ExpiredToken", "RequestExpired", 400, 403, 400),
        SKEWED("InvalidSignatureException", "SignatureDoesNotMatch", "RequestExpired", 400, 403, 400),
        UNKNOWN_OPERATION("UnknownOperationException", "InvalidAction", "InvalidAction", 400, 400, 400),
        MISSING_MEMBER("ValidationException", "ValidationError", "MissingParameter", 400, 400, 400),
        UNREADABLE("SerializationException", "MalformedInput", "InvalidParameterValue", 400, 400, 400);

        private final ServiceCode json;
        private final ServiceCode query;
        private final ServiceCode ec2;

        Reason(String json, String query, String ec2, int jsonStatus, int queryStatus, int ec2Status) {
            this.json = new ServiceCode(json, jsonStatus);
            this.query = new ServiceCode(query, queryStatus);
            this.ec2 = new ServiceCode(ec2, ec2Status);
        }
    }

    private record ServiceCode(String code, int status) {
        ServiceError error(String message) {
            return new ServiceError(status, code, message);
        }
    }

    Refusal(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    Refusal(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    ServiceError inJson() {
        return reason.json.error(getMessage());
    }

    ServiceError inQuery() {
        return reason.query.error(getMessage());
    }

    ServiceError inEc2() {
        return reason.ec2.error(getMessage());
    }
}
