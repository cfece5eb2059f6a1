// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A sealed bundle.
 *
 * @param number counts up from 1 within a run
 * @param manifestSha256 digest of {@code manifest-sha256.txt}, by which later seals, runs and the registry name this
 *     one
 * @param zip the file
 * @param zipSha256 digest of the file
 * @param notStamped why it has no time stamp although one was asked for; absent otherwise
 */
public record Seal(int number, String manifestSha256, Path zip, String zipSha256, Optional<String> notStamped) {}
