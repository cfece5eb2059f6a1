// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Optional;

/**
 * Where the bundle goes and who signs it.
 *
 * @param store folder for sealed bundles, relative to the spec's folder
 * @param key private key file (PEM, PKCS#8, encrypted) relative to the spec's folder; empty means the machine's own key
 * @param retention how long bundles are to be kept, as written, for example {@code 10 years}; may be empty
 * @param profile regulation profile that the evidence is read against, for example {@code part11}; may be empty
 */
public record EvidenceSpec(String store, Optional<String> key, String retention, String profile) {}
