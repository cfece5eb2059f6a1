// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where the engine may be: at an https URL without credentials, or in a file of the controller. */
final class EngineAddress {
    private EngineAddress() {}

    static boolean isUrl(String address) {
        return address.matches("(?i)[a-z][a-z0-9+.-]+:.*");
    }

    /** A drive letter is one character, so that no scheme is taken for one. */
    static boolean isOne(String address) {
        try {
            if (!isUrl(address)) {
                return Path.of(address).isAbsolute();
            }
            URI uri = new URI(address);
            // what is in the address can be read by everybody who can read a log
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException | InvalidPathException e) {
            return false;
        }
    }
}
