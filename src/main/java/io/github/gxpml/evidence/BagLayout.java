// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is where in a bag; payload names are relative to {@code data/}. */
final class BagLayout {
    static final String DATA = "data";
    static final String BAGIT = "bagit.txt";
    static final String BAG_INFO = "bag-info.txt";
    static final String MANIFEST = "manifest-sha256.txt";
    static final String TAG_MANIFEST = "tagmanifest-sha256.txt";
    static final String SIGNATURE = "seal.dsse.json";
    /** Every file beside {@code data}. */
    static final List<String> TAG_FILES = List.of(BAG_INFO, BAGIT, MANIFEST, SIGNATURE, TAG_MANIFEST);

    static final String BUNDLE = "bundle.json";
    static final String VERDICTS = "verdicts.json";
    static final String LINEAGE = "lineage.json";
    static final String ENVIRONMENT = "environment.json";
    static final String REPRODUCIBILITY = "reproducibility.json";
    static final String REPORT = "report.html";
    static final String SEALS = "seals/";
    static final String SEEN = "seen/";
    static final String ATTESTATIONS = "attestations/";

    private static final String BAGIT_TEXT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

    private BagLayout() {}

    static byte[] bagit() {
        return BAGIT_TEXT.getBytes(StandardCharsets.UTF_8);
    }

    /** Names the copy of an earlier seal's manifest. */
    static String sealManifest(int number) {
        return SEALS + number + "-" + MANIFEST;
    }

    /** Tells which files stay as they are from one seal to the next. */
    static boolean keptForGood(String name) {
        return name.startsWith(SEALS)
                || name.startsWith(SEEN)
                || name.startsWith(ATTESTATIONS)
                || name.startsWith(AuditLog.TORN);
    }
}
