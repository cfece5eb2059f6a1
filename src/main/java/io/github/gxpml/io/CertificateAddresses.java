// SPDX-License-Identifier: MIT
package io.github.gxpml.io;

import java.io.IOException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** The e-mail addresses in a certificate: {@code EMAILADDRESS} of its subject and {@code rfc822Name} (RFC 5280). */
final class CertificateAddresses {
    private static final String EMAIL = "EMAILADDRESS";
    /** PKCS #9, which Java's own short form of names does not know. */
    private static final Map<String, String> NAMES = Map.of("1.2.840.113549.1.9.1", EMAIL);

    private static final Integer RFC_822_NAME = 1;

    private CertificateAddresses() {}

    static Set<String> of(X509Certificate certificate) throws IOException {
        Set<String> addresses = new TreeSet<>();
        try {
            subject(certificate, addresses);
            alternatives(certificate, addresses);
        } catch (NamingException | CertificateParsingException e) {
            throw new IOException("the e-mail address in a certificate is damaged: " + e.getMessage(), e);
        }
        return Collections.unmodifiableSet(addresses);
    }

    private static void subject(X509Certificate certificate, Set<String> addresses)
            throws NamingException, IOException {
        String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253, NAMES);
        for (Rdn part : new LdapName(subject).getRdns()) {
            NamingEnumeration<? extends Attribute> all = part.toAttributes().getAll();
            while (all.hasMore()) {
                Attribute attribute = all.next();
                if (attribute.getID().equalsIgnoreCase(EMAIL)) {
                    for (int i = 0; i < attribute.size(); i++) {
                        addresses.add(address(attribute.get(i)));
                    }
                }
            }
        }
    }

    private static void alternatives(X509Certificate certificate, Set<String> addresses)
            throws CertificateParsingException, IOException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        if (names == null) {
            return;
        }
        for (List<?> name : names) {
            if (RFC_822_NAME.equals(name.get(0))) {
                addresses.add(address(name.get(1)));
            }
        }
    }

    private static String address(Object value) throws IOException {
        if (value instanceof String text && !text.isBlank()) {
            return text.strip().toLowerCase(Locale.ROOT);
        }
        throw new IOException("the e-mail address in a certificate is damaged: it is no text");
    }
}
