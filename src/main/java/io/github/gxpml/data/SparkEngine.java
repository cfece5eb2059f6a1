// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import org.apache.spark.sql.SparkSession;

/**
 * The distributed engine: Apache Spark 4, which whoever starts it must bring along. Gives the states of the embedded
 * engine for tables of any size; a driver holds counts and sums only, never the rows.
 */
public final class SparkEngine extends SqlEngine {
    private static final long PART_BYTES = 64L << 20;
    private static final int VERSION = 4;

    private final SparkSqlSession session;
    private final long partBytes;
    private int addressed;

    private SparkEngine(SparkSqlSession session, long partBytes) {
        super(session);
        this.session = session;
        this.partBytes = partBytes;
    }

    /**
     * Opens the engine on a running Spark. Settings, views and functions of the session are left as they are.
     *
     * @param spark a session that outlives the engine, which does not stop it
     * @return an engine that must be closed
     * @throws DataException if Spark is older than version 4, whose SQL reads quotes inside of texts differently
     */
    public static Engine on(SparkSession spark) throws DataException {
        return on(spark, PART_BYTES);
    }

    /** The same with text files cut into parts of about as many bytes. */
    static Engine on(SparkSession spark, long partBytes) throws DataException {
        int major = Integer.parseInt(spark.version().replaceAll("\\..*", ""));
        if (major < VERSION) {
            throw new DataException(
                    "Spark " + spark.version() + " is too old - run it on Spark " + VERSION + " or newer");
        }
        return new SparkEngine(new SparkSqlSession(spark), partBytes);
    }

    @Override
    public Table table(String name, String place) throws DataException {
        if (SparkFiles.isAddress(place)) {
            return reader().read(name, session.files().find(place), "a" + addressed++);
        }
        return super.table(name, place);
    }

    @Override
    Table read(String name, DataFiles found, String relation) throws DataException {
        return reader().read(name, SparkFiles.Sources.of(found), relation);
    }

    private SparkTableReader reader() {
        return new SparkTableReader(session, partBytes);
    }
}
