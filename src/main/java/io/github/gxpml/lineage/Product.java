// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this software is called in the evidence that it writes. */
public final class Product {
    /** For example {@code gxp 0.1.0}. */
    public static final String NAME_AND_VERSION = "gxp " + version();

    private Product() {}

    private static String version() {
        try (InputStream in = Product.class.getResourceAsStream("/io/github/gxpml/version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is missing: the jar was built incompletely");
            }
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties cannot be read", e);
        }
    }
}
