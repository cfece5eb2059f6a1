// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A private key encrypted under a password: PKCS#8 EncryptedPrivateKeyInfo (RFC 5958) with PBES2 (RFC 8018), PBKDF2
 * with HMAC-SHA-256 and AES-256-CBC. Written out here because Java 17's own class cannot write this form, and takes
 * ASCII passwords only.
 *
 * @param salt for PBKDF2
 * @param iterations of PBKDF2
 * @param iv for AES
 * @param encrypted the PKCS#8 key
 */
record EncryptedKey(byte[] salt, int iterations, byte[] iv, byte[] encrypted) {
    private static final byte[] PBES2 = oid("2a864886f70d01050d");
    private static final byte[] PBKDF2 = oid("2a864886f70d01050c");
    private static final byte[] HMAC_SHA256 = oid("2a864886f70d0209");
    private static final byte[] AES_256_CBC = oid("60864801650304012a");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int INTEGER = 0x02;
    private static final int OID = 0x06;
    private static final int NULL = 0x05;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ITERATIONS = 210_000;
    private static final int MAX_ITERATIONS = 10_000_000;

    static EncryptedKey encrypt(byte[] plain, char[] password) throws GeneralSecurityException {
        byte[] salt = new byte[16];
        byte[] iv = new byte[16];
        RANDOM.nextBytes(salt);
        RANDOM.nextBytes(iv);
        EncryptedKey empty = new EncryptedKey(salt, ITERATIONS, iv, new byte[0]);
        return new EncryptedKey(
                salt,
                ITERATIONS,
                iv,
                empty.cipher(Cipher.ENCRYPT_MODE, password).doFinal(plain));
    }

    byte[] decrypt(char[] password) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, password).doFinal(encrypted);
    }

    private Cipher cipher(int mode, char[] password) throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, 256);
        byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(spec)
                .getEncoded();
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher;
        } finally {
            spec.clearPassword();
            Arrays.fill(key, (byte) 0);
        }
    }

    byte[] der() {
        byte[] count = BigInteger.valueOf(iterations).toByteArray();
        byte[] prf = der(SEQUENCE, HMAC_SHA256, der(NULL));
        byte[] derivation = der(SEQUENCE, PBKDF2, der(SEQUENCE, der(OCTETS, salt), der(INTEGER, count), prf));
        byte[] scheme = der(SEQUENCE, AES_256_CBC, der(OCTETS, iv));
        byte[] algorithm = der(SEQUENCE, PBES2, der(SEQUENCE, derivation, scheme));
        return der(SEQUENCE, algorithm, der(OCTETS, encrypted));
    }

    /** Reads the one form that is written here, by openssl too; the message says how to bring others into it. */
    static EncryptedKey read(byte[] der) throws IOException {
        try {
            ByteBuffer info = part(ByteBuffer.wrap(der), SEQUENCE);
            ByteBuffer algorithm = part(info, SEQUENCE);
            expect(algorithm, PBES2);
            ByteBuffer schemes = part(algorithm, SEQUENCE);
            ByteBuffer derivation = part(schemes, SEQUENCE);
            expect(derivation, PBKDF2);
            ByteBuffer parameters = part(derivation, SEQUENCE);
            byte[] salt = bytes(part(parameters, OCTETS));
            int iterations = new BigInteger(bytes(part(parameters, INTEGER))).intValueExact();
            if (parameters.hasRemaining() && parameters.get(parameters.position()) == INTEGER) {
                part(parameters, INTEGER);
            }
            expect(part(parameters, SEQUENCE), HMAC_SHA256);
            ByteBuffer scheme = part(schemes, SEQUENCE);
            expect(scheme, AES_256_CBC);
            byte[] iv = bytes(part(scheme, OCTETS));
            if (iterations < 1 || iterations > MAX_ITERATIONS || salt.length == 0) {
                throw new IOException("the key asks for " + iterations + " rounds over its password");
            }
            return new EncryptedKey(salt, iterations, iv, bytes(part(info, OCTETS)));
        } catch (BufferUnderflowException | ArithmeticException | NumberFormatException e) {
            throw new IOException("the key is damaged", e);
        }
    }

    private static void expect(ByteBuffer in, byte[] wanted) throws IOException {
        byte[] found = new byte[Math.min(wanted.length, in.remaining())];
        in.get(found);
        if (!Arrays.equals(found, wanted)) {
            throw new IOException("the key is encrypted in another way than with PBKDF2, HMAC-SHA-256 and AES-256:"
                    + " `openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -in KEY -out NEW` changes that");
        }
    }

    private static ByteBuffer part(ByteBuffer in, int tag) throws IOException {
        if (in.get() != tag) {
            throw new IOException("the key is damaged");
        }
        int length = in.get() & 0xff;
        if (length > 0x80 && length <= 0x82) {
            int bytes = length & 0x7f;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << 8 | in.get() & 0xff;
            }
        }
        if (length > in.remaining()) {
            throw new IOException("the key is cut off");
        }
        ByteBuffer part = in.slice(in.position(), length);
        in.position(in.position() + length);
        return part;
    }

    private static byte[] bytes(ByteBuffer part) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        return bytes;
    }

    private static byte[] der(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        var out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length >= 0x100) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length >= 0x80) {
            out.write(0x81);
        }
        out.write(length);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static byte[] oid(String hex) {
        return der(OID, HexFormat.of().parseHex(hex));
    }
}
