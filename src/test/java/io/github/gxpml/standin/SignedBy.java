// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import io.github.gxpml.standin.HttpWire.Request;
import io.github.gxpml.standin.IssuedCredentials.Temporary;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/**
 * Whether a request is signed with keys that were given, in time.
 *
 * @param standing the key that is always good; its token is empty
 * @param issued the temporary ones
 * @param clock the time of the service
 */
record SignedBy(Temporary standing, IssuedCredentials issued, Clock clock) {
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    /** Lets the request pass, or throws why not. */
    void check(Request request) {
        SignatureV4 signed = SignatureV4.of(request)
                .orElseThrow(() -> new Refusal(Refusal.Reason.UNSIGNED, "Request is missing Authentication Token"));
        checkTime(request);
        if (!signed.holds(request, secret(signed.keyId(), request.header("x-amz-security-token")))) {
            throw new Refusal(
                    Refusal.Reason.BADLY_SIGNED,
                    "The request signature we calculated does not match the signature you provided.");
        }
    }

    private String secret(String keyId, String token) {
        if (keyId.equals(standing.accessKeyId()) && token.equals(standing.sessionToken())) {
            return standing.secretAccessKey();
        }
        return switch (issued.check(keyId, token)) {
            case VALID -> issued.secret(keyId);
            case EXPIRED ->
                throw new Refusal(
                        Refusal.Reason.EXPIRED_TOKEN, "The security token included in the request is expired");
            case UNKNOWN ->
                throw new Refusal(Refusal.Reason.UNKNOWN_KEY, "The security token included in the request is invalid.");
        };
    }

    private void checkTime(Request request) {
        try {
            var sent = LocalDateTime.parse(request.header("x-amz-date"), STAMP).toInstant(ZoneOffset.UTC);
            Duration apart = Duration.between(sent, clock.instant()).abs();
            if (apart.compareTo(MOST_SKEW) > 0) {
                throw new Refusal(Refusal.Reason.SKEWED, "Signature expired: it is now " + clock.instant());
            }
        } catch (DateTimeParseException e) {
            throw new Refusal(Refusal.Reason.BADLY_SIGNED, "X-Amz-Date is missing", e);
        }
    }
}
