// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.signing;

import hudson.model.User;
import hudson.tasks.Mailer;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A person with an account here, as statements name them, and the key that is theirs alone.
 *
 * @param user the account
 * @param name printed name
 * @param address mail address, by which people are told apart
 */
public record Signer(User user, String name, String address) {
    private static final String ADDRESS = "[^@\\s<>\\p{Cntrl}]+@[^@\\s<>\\p{Cntrl}]+";

    /**
     * Looks somebody up.
     *
     * @param user the account
     * @return who it is
     * @throws RefusedException if the account has no mail address, by which engine and auditors tell people apart
     */
    public static Signer of(User user) throws RefusedException {
        Mailer.UserProperty mail = user.getProperty(Mailer.UserProperty.class);
        String address = mail == null ? null : mail.getAddress();
        if (address == null || !address.strip().matches(ADDRESS)) {
            throw new RefusedException(Messages.Signer_noAddress(user.getId()));
        }
        String name = user.getFullName().replaceAll("[<>\\p{Cntrl}]", " ").strip();
        return new Signer(user, name.isEmpty() ? user.getId() : name, address.strip());
    }

    /**
     * Returns everything by which an excluded person could be meant, in small letters.
     *
     * @return id and name of the account, the address now and those under which the person has signed before
     */
    public Set<String> identities() {
        SignerProperty property = user.getProperty(SignerProperty.class);
        var all = new TreeSet<String>(property == null ? Set.of() : property.addresses());
        all.add(address.toLowerCase(Locale.ROOT));
        all.add(name.toLowerCase(Locale.ROOT));
        all.add(user.getId().toLowerCase(Locale.ROOT));
        return all;
    }

    /**
     * Returns the name of the person's key, which is made where there is none yet.
     *
     * @return 64 hexadecimal digits
     * @throws IOException if it cannot be kept
     */
    public String keyId() throws IOException {
        return key().id();
    }

    SigningKey key() throws IOException {
        return SignerProperty.of(user).key(name, address);
    }
}
