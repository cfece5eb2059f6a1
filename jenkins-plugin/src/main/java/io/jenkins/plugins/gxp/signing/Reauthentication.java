// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.signing;

import hudson.model.User;
import hudson.security.AbstractPasswordBasedSecurityRealm;
import hudson.security.SecurityRealm;
import hudson.util.Secret;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/**
 * Asks a person who is signed in to prove it once more: by the password, or by a signing secret where the security realm of
 * Jenkins takes no password.
 */
public final class Reauthentication {
    private static final Logger LOGGER = Logger.getLogger(Reauthentication.class.getName());

    private Reauthentication() {}

    /**
     * Tells whether people have to choose a signing secret here.
     *
     * @return true if the security realm takes no password
     */
    public static boolean isBySecret() {
        return !(Jenkins.get().getSecurityRealm() instanceof AbstractPasswordBasedSecurityRealm);
    }

    /**
     * Checks the password or signing secret.
     *
     * @param user who is signed in
     * @param given what was typed
     * @return how the person was recognised, as it is signed
     * @throws RefusedException if it is wrong, or there were too many wrong ones
     * @throws IOException if attempts cannot be counted
     */
    public static String check(User user, Secret given) throws RefusedException, IOException {
        if (isBySecret()) {
            checkSecret(user, given);
            return "personal signing secret, asked for again";
        }
        count(user, () -> isPassword(user, given), Messages.Reauthentication_wrong());
        return "password, asked for again, " + realm();
    }

    /** Checks a signing secret, whatever the security realm takes. */
    static void checkSecret(User user, Secret given) throws RefusedException, IOException {
        SignerProperty property = SignerProperty.of(user);
        if (!property.hasSecret()) {
            throw new RefusedException(Messages.Reauthentication_noSecret());
        }
        count(user, () -> property.isSecret(given), Messages.Reauthentication_wrongSecret());
    }

    /** Attempts are made one at a time for each person, or those in parallel would not be counted. */
    private static void count(User user, BooleanSupplier attempt, String wrong) throws RefusedException, IOException {
        SignerProperty property = SignerProperty.of(user);
        synchronized (property) {
            Instant now = Instant.now();
            if (now.isBefore(property.lockedUntil())) {
                throw new RefusedException(Messages.Reauthentication_locked(time(property.lockedUntil())));
            }
            if (!attempt.getAsBoolean()) {
                property.failed(now);
                LOGGER.log(Level.WARNING, "{0} could not prove who they are when they signed", user.getId());
                throw new RefusedException(wrong);
            }
            property.succeeded();
        }
    }

    private static String realm() {
        SecurityRealm realm = Jenkins.get().getSecurityRealm();
        return "security realm " + realm.getClass().getSimpleName();
    }

    private static boolean isPassword(User user, Secret given) {
        if (given.getPlainText().isEmpty()) {
            return false; // some directories take an empty password for an anonymous bind
        }
        try {
            Authentication proof = Jenkins.get()
                    .getSecurityRealm()
                    .getSecurityComponents()
                    .manager2
                    .authenticate(new UsernamePasswordAuthenticationToken(user.getId(), given.getPlainText()));
            return proof != null && proof.isAuthenticated() && User.idStrategy().equals(proof.getName(), user.getId());
        } catch (AuthenticationException e) {
            LOGGER.log(Level.FINE, "not authenticated again", e);
            return false;
        }
    }

    private static String time(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.atZone(ZoneId.systemDefault()).withNano(0));
    }
}
