// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.BundleDocument;
import java.nio.file.Path;

/**
 * A run as a call last sealed it, whatever became of the call.
 *
 * @param model name
 * @param run number of the run
 * @param version of the model that the run is about: its own, or the one in use that it looked at
 * @param state how far the run was when it was sealed
 * @param bundle the sealed bundle
 * @param bundleSha256 digest of the zip
 */
public record SealedRun(
        String model, int run, int version, BundleDocument.State state, Path bundle, String bundleSha256) {}
