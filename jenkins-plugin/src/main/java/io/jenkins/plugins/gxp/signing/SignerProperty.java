// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.signing;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.User;
import hudson.model.UserProperty;
import hudson.model.UserPropertyDescriptor;
import hudson.util.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/** What a person signs with here: a key of their own, a signing secret where there is no password, and failed attempts. */
public final class SignerProperty extends UserProperty {
    static final int MOST_FAILURES = 5;
    private static final Duration LOCK = Duration.ofMinutes(30);

    private SigningKey key;
    private String certifiedName;
    private SlowHash secret;
    private int failures;
    private long lockedUntil;
    private final TreeSet<String> addresses = new TreeSet<>();

    /**
     * Returns the property of a person.
     *
     * @param user the account
     * @return added where there is none yet
     * @throws IOException if it cannot be saved
     */
    static SignerProperty of(User user) throws IOException {
        synchronized (user) {
            SignerProperty property = user.getProperty(SignerProperty.class);
            if (property == null) {
                property = new SignerProperty();
                user.addProperty(property);
            }
            return property;
        }
    }

    /**
     * Returns the key of the person; a new one is made where the name or the address has changed or the certificate ends.
     *
     * @param name printed name
     * @param address mail address
     */
    synchronized SigningKey key(String name, String address) throws IOException {
        String certified = name + " <" + address + ">";
        if (key == null || !certified.equals(certifiedName) || Authority.isEnding(key)) {
            key = Authority.get().issue(new Certified(name, address, "user " + user.getId()));
            certifiedName = certified;
            addresses.add(address.toLowerCase(Locale.ROOT));
            user.save();
        }
        return key;
    }

    /** Returns every address under which the person has signed here, in small letters. */
    synchronized Set<String> addresses() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(addresses));
    }

    synchronized String certificates() {
        return key == null ? "" : key.certificates();
    }

    synchronized String keyId() {
        return key == null ? "" : key.id();
    }

    synchronized boolean hasSecret() {
        return secret != null;
    }

    synchronized void keep(Secret chosen) throws IOException {
        secret = chosen == null ? null : SlowHash.of(chosen);
        failures = 0;
        lockedUntil = 0;
        user.save();
    }

    synchronized boolean isSecret(Secret given) {
        return secret != null && secret.matches(given);
    }

    /** Returns until when nothing can be signed. */
    synchronized Instant lockedUntil() {
        return Instant.ofEpochMilli(lockedUntil);
    }

    synchronized void failed(Instant now) throws IOException {
        failures++;
        if (failures >= MOST_FAILURES) {
            lockedUntil = now.plus(LOCK).toEpochMilli();
            failures = 0;
        }
        user.save();
    }

    synchronized void succeeded() throws IOException {
        if (failures > 0) {
            failures = 0;
            user.save();
        }
    }

    /** Keeps what is there: nobody may set a key, a secret or a lock by a form, nor lose one. */
    @Override
    public UserProperty reconfigure(StaplerRequest2 req, JSONObject form) {
        return this;
    }

    /** What Jenkins knows of the property. It has no part in the form of the account: it is not to be set by others. */
    @Extension
    public static final class DescriptorImpl extends UserPropertyDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.SignerProperty_displayName();
        }

        @Override
        public UserProperty newInstance(User user) {
            return null;
        }

        @Override
        public boolean isEnabled() {
            return false;
        }
    }
}
