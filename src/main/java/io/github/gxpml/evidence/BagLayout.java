// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** What is where in a bag; payload names are relative to {@code data/}. */
final class BagLayout {
    static final String DATA = "data";
    static final String BAGIT = "bagit.txt";
    static final String BAG_INFO = "bag-info.txt";
    static final String MANIFEST = "manifest-sha256.txt";
    static final String TAG_MANIFEST = "tagmanifest-sha256.txt";
    static final String SIGNATURE = "seal.dsse.json";
    /** A plain signature over the manifest, as tools make that know nothing of DSSE; a name that no BagIt tool takes for one. */
    static final String MANIFEST_SIGNATURE = "seal.sig";

    static final String TIME_STAMP = "seal.tsr";
    /** Every file beside {@code data}; the last is there only where an authority was asked. */
    static final List<String> TAG_FILES =
            List.of(BAG_INFO, BAGIT, MANIFEST, SIGNATURE, MANIFEST_SIGNATURE, TAG_MANIFEST, TIME_STAMP);

    static final String SPEC = "spec/gxp.yaml";
    static final String BUNDLE = "bundle.json";
    static final String VERDICTS = "verdicts.json";
    static final String APPROVERS = "approvers.json";
    static final String LINEAGE = "lineage.json";
    static final String ENVIRONMENT = "environment.json";
    static final String REPRODUCIBILITY = "reproducibility.json";
    static final String REPORT = "report.html";
    static final String SEALS = "seals/";
    static final String SEEN = "seen/";
    static final String ATTESTATIONS = "attestations/";
    static final String PROVENANCE = ATTESTATIONS + "provenance.dsse.json";
    static final String TEST_RESULT = ATTESTATIONS + "test-result.dsse.json";
    static final String CERTIFICATES = ATTESTATIONS + "certificates.pem";
    /** Written anew with each seal, as they follow from what is sealed and who seals it. */
    private static final Set<String> RENEWED = Set.of(PROVENANCE, TEST_RESULT, CERTIFICATES);

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
                || name.startsWith(ATTESTATIONS) && !RENEWED.contains(name)
                || name.startsWith(AuditLog.TORN);
    }
}
