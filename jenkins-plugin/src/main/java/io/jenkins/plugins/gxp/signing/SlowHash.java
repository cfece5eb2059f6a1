// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.signing;

import hudson.util.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A salted hash that takes long to compute (PBKDF2 with HMAC-SHA-256, RFC 8018), so that guessing takes long too. */
final class SlowHash {
    /** As the OWASP Password Storage Cheat Sheet asks for. */
    private static final int ROUNDS = 600_000;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    private final String salt;
    private final String hash;
    private final int rounds;

    private SlowHash(byte[] salt, byte[] hash, int rounds) {
        this.salt = HexFormat.of().formatHex(salt);
        this.hash = HexFormat.of().formatHex(hash);
        this.rounds = rounds;
    }

    static SlowHash of(Secret secret) {
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new SlowHash(salt, hash(secret, salt, ROUNDS), ROUNDS);
    }

    boolean matches(Secret secret) {
        byte[] given = hash(secret, HexFormat.of().parseHex(salt), rounds);
        return MessageDigest.isEqual(given, HexFormat.of().parseHex(hash));
    }

    private static byte[] hash(Secret secret, byte[] salt, int rounds) {
        var spec = new PBEKeySpec(secret.getPlainText().toCharArray(), salt, rounds, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks PBKDF2 with HMAC-SHA-256", e);
        } finally {
            spec.clearPassword();
        }
    }
}
