// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the file of a table comes from, as declared.
 *
 * @param kind the system that keeps it
 * @param details what names it there, for example bucket, key and versionId; values as written
 */
public record TableSource(Kind kind, Map<String, String> details) {
    /** Systems that keep data. */
    public enum Kind {
        /** An object in Amazon S3; recorded as declared. */
        S3("s3"),
        /** A file tracked by DVC; compared with its {@code .dvc} file. */
        DVC("dvc"),
        /** A file tracked by Git LFS; compared with its pointer in the commit. */
        GIT_LFS("gitLfs"),
        /** A version of a table in the AWS Glue Data Catalog; recorded as declared. */
        GLUE("glue"),
        /** A range of a Kinesis stream; recorded as declared. */
        KINESIS("kinesis"),
        /** Anything else with an address; recorded as declared. */
        OTHER("other");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /**
         * Returns the word that stands for it in a spec.
         *
         * @return for example {@code gitLfs}
         */
        public String key() {
            return key;
        }

        /**
         * Tells whether the file can be compared with its source on this machine.
         *
         * @return true for DVC and Git LFS
         */
        public boolean checked() {
            return this == DVC || this == GIT_LFS;
        }
    }

    /** Copies the details, keeping their order. */
    public TableSource {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
