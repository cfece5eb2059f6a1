// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.lifecycle.SealedRun;

/**
 * What an error document says of the run that was sealed before, or while, the call failed.
 *
 * @param model name
 * @param run number of the run
 * @param version of the model that the run is about
 * @param state how far the run was when it was sealed
 * @param bundle the bundle that this call sealed
 */
record FailedRun(String model, int run, int version, String state, RunDocument.KeptFile bundle) {
    static FailedRun of(SealedRun sealed) {
        return new FailedRun(
                sealed.model(),
                sealed.run(),
                sealed.version(),
                sealed.state().name(),
                new RunDocument.KeptFile(sealed.bundle().toString(), sealed.bundleSha256()));
    }
}
