// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec;
import java.nio.file.Path;
import java.util.Collection;

/** The embedded engine: DuckDB in memory, spilling to a folder. */
public final class EmbeddedEngine implements Engine {
    /**
     * How much of the machine the engine may use.
     *
     * @param memoryMebibytes memory for tables and sorts; what does not fit goes to the temporary folder
     * @param threads number of threads
     */
    public record Limits(int memoryMebibytes, int threads) {
        static final int STANDARD_MEMORY = 768;
        static final int MOST_THREADS = 4;

        /**
         * Returns limits for a build agent or a laptop.
         *
         * @return 768 MiB and at most four threads
         */
        public static Limits standard() {
            return new Limits(
                    STANDARD_MEMORY, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
        }
    }

    private EmbeddedEngine() {}

    static EmbeddedEngine open(Path temporary, Limits limits) throws DataException {
        return new EmbeddedEngine();
    }

    @Override
    public Table table(String name, Path file, DataSpec.Format format) throws DataException {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public ScoredTable scored(Table table, Path predictions, DataSpec data) throws DataException {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public States states(Table table, Collection<Need> needs) throws DataException {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public States states(ScoredTable table, Collection<Need> needs) throws DataException {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void close() {}
}
