// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** Keeps connections to AWS from being readable on their way: TLS 1.2 at least, or none that leaves this machine. */
public final class Transport {
    private static final Set<String> GOOD = Set.of("TLSv1.3", "TLSv1.2");

    private Transport() {}

    /**
     * Refuses an address whose connections are not encrypted, unless they do not leave this machine.
     *
     * @param variable that names it
     * @param address http or https
     * @throws IOException if it is refused
     */
    static void check(String variable, URI address) throws IOException {
        if (address.getScheme().equals("http") && !onThisMachine(address.getHost())) {
            throw new IOException(variable + " is an address without encryption: begin it with https://");
        }
    }

    /**
     * Refuses to work where this Java would agree to less than TLS 1.2.
     *
     * @throws IOException if it would
     */
    public static void check() throws IOException {
        check(offered().toArray(String[]::new));
    }

    /**
     * Returns what this Java offers.
     *
     * @return names of protocols, as Java calls them
     * @throws IOException if it offers none
     */
    public static List<String> offered() throws IOException {
        try {
            return List.of(SSLContext.getDefault().getDefaultSSLParameters().getProtocols());
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this Java cannot encrypt connections: " + e.getMessage(), e);
        }
    }

    static void check(String... protocols) throws IOException {
        List<String> poor =
                Arrays.stream(protocols).filter(name -> !GOOD.contains(name)).toList();
        if (!poor.isEmpty()) {
            throw new IOException("this Java would agree to " + String.join(" and ", poor)
                    + ": take them out of jdk.tls.client.protocols, and put them back into jdk.tls.disabledAlgorithms");
        }
    }

    private static boolean onThisMachine(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
