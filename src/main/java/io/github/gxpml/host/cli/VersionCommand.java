// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.lineage.Product;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code gxp version}. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand extends BaseCommand {
    /** The version, for {@code gxp --version}. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Product.NAME_AND_VERSION};
        }
    }

    @Override
    public Integer call() {
        terminal().print(Product.NAME_AND_VERSION);
        return ExitCode.PASS;
    }
}
