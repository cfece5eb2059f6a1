// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema (draft 2020-12) of {@code gxp.yaml}, from which editors complete and explain. */
public final class SpecSchema {
    private static final String RESOURCE = "gxp.schema.json";

    private SpecSchema() {}

    /**
     * Returns the schema as it is published.
     *
     * @return JSON text that ends with a line feed
     */
    public static String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    static byte[] bytes() {
        try (InputStream in = SpecSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the program file lacks " + RESOURCE + " - install it again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE + " in the program file - install it again", e);
        }
    }
}
