// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import io.github.gxpml.standin.HttpWire.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a request is signed with keys that were given, in time.
 *
 * @param standing the key id that is always good
 * @param issued the temporary ones
 * @param clock the time of the service
 */
record SignedBy(String standing, IssuedCredentials issued, Clock clock) {
    private static final Pattern SIGNED = Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/ ]+)/\\d{8}/[a-z0-9-]+/"
            + "[a-z0-9-]+/aws4_request, ?SignedHeaders=[^ ]*host[^ ]*, ?Signature=[0-9a-f]{64}");
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    /** Lets the request pass, or throws why not. */
    void check(Request request) {
        Matcher signed = SIGNED.matcher(request.header("authorization"));
        if (!signed.matches()) {
            throw new Refusal(Refusal.Reason.UNSIGNED, "Request is missing Authentication Token");
        }
        checkTime(request);
        String key = signed.group(1);
        String token = request.header("x-amz-security-token");
        if (key.equals(standing) && token.isEmpty()) {
            return;
        }
        switch (issued.check(key, token)) {
            case VALID -> {
                // let it pass
            }
            case EXPIRED ->
                throw new Refusal(
                        Refusal.Reason.EXPIRED_TOKEN, "The security token included in the request is expired");
            case UNKNOWN ->
                throw new Refusal(Refusal.Reason.UNKNOWN_KEY, "The security token included in the request is invalid.");
        }
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
