// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import java.io.IOException;
import java.util.regex.Pattern;

/** Checks what becomes a file name in a store. */
final class StoredNames {
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
    private static final Pattern FILE = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,200}");

    private StoredNames() {}

    /** Checks a model and its version. */
    static void check(String model, int version) throws IOException {
        check(model);
        if (version < 1) {
            throw new IOException("version " + version + " of model " + model + " cannot be, versions count from 1");
        }
    }

    /** Checks a model. */
    static void check(String model) throws IOException {
        if (!MODEL.matcher(model).matches()) {
            throw new IOException("model name `" + model + "` must be 1 to 64 letters, digits, dots, dashes and "
                    + "underscores, not beginning with a dot");
        }
    }

    /** Checks the file name of an artifact. */
    static String artifact(String name) throws IOException {
        if (!FILE.matcher(name).matches() || name.startsWith(".") || name.equals("version.json")) {
            throw new IOException("an artifact cannot be called `" + name + "`; rename the file");
        }
        return name;
    }
}
