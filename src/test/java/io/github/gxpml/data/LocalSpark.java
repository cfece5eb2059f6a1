// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.spark.sql.SparkSession;

/** One Spark inside the tests' own process, for all tests that need it; it ends with the process. */
public final class LocalSpark {
    private static final SparkSession SESSION = create();

    private LocalSpark() {}

    /** Opens the engine that cuts text files into parts as it does for users. */
    public static Engine engine() throws DataException {
        return SparkEngine.on(SESSION);
    }

    /** Opens the engine with parts so small that even small files have several. */
    static Engine engine(long partBytes) throws DataException {
        return SparkEngine.on(SESSION, partBytes);
    }

    /** Starts it, for code that looks for a running one itself. */
    public static void start() {
        SESSION.version();
    }

    static SparkSession session() {
        return SESSION;
    }

    private static SparkSession create() {
        try {
            String folder = Files.createTempDirectory("gxp-spark-").toString();
            return SparkSession.builder()
                    .master("local[2]")
                    .appName("tests")
                    .config("spark.ui.enabled", "false")
                    .config("spark.driver.host", "localhost")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.local.dir", folder)
                    .config("spark.sql.warehouse.dir", folder + "/warehouse")
                    .config("spark.sql.shuffle.partitions", "2")
                    .config("spark.sql.adaptive.enabled", "false")
                    .config("spark.sql.codegen.wholeStage", "false") // compiling takes longer than these tables
                    .getOrCreate();
        } catch (IOException e) {
            throw new UncheckedIOException("there is no folder for Spark's own files", e);
        }
    }
}
