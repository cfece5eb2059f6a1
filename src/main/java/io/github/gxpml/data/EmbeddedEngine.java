// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** The embedded engine: DuckDB in memory, spilling to a folder. */
final class EmbeddedEngine extends SqlEngine {
    private final Session session;

    /**
     * How much of the machine the engine may use.
     *
     * @param memoryMebibytes memory for tables and sorts; what does not fit goes to the temporary folder
     * @param threads number of threads
     */
    record Limits(int memoryMebibytes, int threads) {
        private static final int STANDARD_MEMORY = 768;
        private static final int MOST_THREADS = 4;

        static Limits standard() {
            return new Limits(
                    STANDARD_MEMORY, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
        }
    }

    private EmbeddedEngine(Session session) {
        super(session);
        this.session = session;
    }

    static EmbeddedEngine open(Path temporary, Limits limits) throws DataException {
        return new EmbeddedEngine(new DuckSession(temporary, limits));
    }

    @Override
    public Table table(String name, String place, Collection<String> wanted) throws DataException {
        return new TableReader(session).read(name, DataFiles.find(place), wanted, free());
    }

    @Override
    public SelfScored scored(
            String name, String place, Collection<String> wanted, PredictionColumns columns, DataSpec data)
            throws DataException {
        if (data.label().type() == DataSpec.LabelSpec.Type.BINARY) {
            try {
                Optional<Table> assumed = new TableReader(session).assumed(name, DataFiles.find(place), wanted, free());
                if (assumed.isPresent()) {
                    return scored(new OwnPredictions.Opened(assumed.get(), true), columns, data);
                }
            } catch (DataException e) {
                // either the types are others, or there is something wrong, which those who know the types can tell
                return super.scored(name, place, wanted, columns, data);
            }
        }
        return super.scored(name, place, wanted, columns, data);
    }

    @Override
    Table read(String name, DataFiles files, String relation) throws DataException {
        return new TableReader(session).read(name, files, relation);
    }
}
