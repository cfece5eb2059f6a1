// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The temporary credentials that were handed out, and how long each holds. Shared by the stand-ins of one test. */
public final class IssuedCredentials {
    private final StandInClock clock;
    private final Map<String, Issued> issued = new ConcurrentHashMap<>();
    private volatile Duration lifetime = Duration.ofHours(1);

    private record Issued(Temporary credentials, Instant until) {}

    /** What a request's credentials are worth. */
    public enum Standing {
        /** Handed out, and not over. */
        VALID,
        /** Handed out, and over. */
        EXPIRED,
        /** Never handed out like this. */
        UNKNOWN
    }

    /**
     * A set of credentials, named as CodePipeline names them.
     *
     * @param accessKeyId of the key
     * @param secretAccessKey the secret
     * @param sessionToken the token
     */
    public record Temporary(String accessKeyId, String secretAccessKey, String sessionToken) {}

    /** Creates the register; credentials end by this clock. */
    public IssuedCredentials(StandInClock clock) {
        this.clock = clock;
    }

    /** Sets how long credentials hold that are handed out from now on; an hour if never set. */
    public void lifetime(Duration duration) {
        lifetime = duration;
    }

    /** Hands out credentials that nobody had before. */
    public Temporary issue() {
        String id = "ASIA" + compact().substring(0, 16).toUpperCase(Locale.ROOT);
        Temporary fresh = new Temporary(id, "secret-" + compact(), "session-" + compact());
        issued.put(id, new Issued(fresh, clock.instant().plus(lifetime)));
        return fresh;
    }

    /** Ends everything that was handed out until now. */
    public void expireAll() {
        issued.replaceAll((id, one) -> new Issued(one.credentials(), Instant.EPOCH));
    }

    /** Says what a request's credentials are worth. */
    public Standing check(String accessKeyId, String sessionToken) {
        Issued found = issued.get(accessKeyId);
        if (found == null || !found.credentials().sessionToken().equals(sessionToken)) {
            return Standing.UNKNOWN;
        }
        return clock.instant().isBefore(found.until()) ? Standing.VALID : Standing.EXPIRED;
    }

    /** Returns the secret of a key that was handed out. */
    String secret(String accessKeyId) {
        return issued.get(accessKeyId).credentials().secretAccessKey();
    }

    private static String compact() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
