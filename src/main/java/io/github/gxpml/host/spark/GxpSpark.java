// SPDX-License-Identifier: MIT
package io.github.gxpml.host.spark;

import io.github.gxpml.data.SparkEngine;
import io.github.gxpml.host.cli.Gxp;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * {@code gxp metrics}, {@code gxp bias} and {@code gxp drift} for {@code spark-submit}: the same options and the same
 * document as on a laptop, computed by Spark. {@code --format} is json unless it is given; {@code --output} names a
 * file, wherever Spark can write, instead of standard output.
 */
public final class GxpSpark {
    private static final int COULD_NOT = 4;

    private GxpSpark() {}

    /**
     * Runs a command. Ends the process with the exit code of the command unless that is 0.
     *
     * @param arguments as for {@code gxp}; or, for services that hand over pairs of names and values,
     *     {@code --gxp-call} and all of that as a JSON array of texts, among pairs that are passed over
     */
    public static void main(String[] arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int exit = run(out, err, arguments);
        out.flush();
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /** Runs a command on the Spark that is there, or starts one as it is configured; stops what it started. */
    static int run(PrintStream out, PrintStream err, String... arguments) {
        SparkCall call;
        try {
            call = SparkCall.of(arguments);
        } catch (IllegalArgumentException e) {
            err.println("gxp: " + e.getMessage());
            return 2;
        }
        boolean running = SparkSession.getActiveSession().isDefined()
                || SparkSession.getDefaultSession().isDefined();
        SparkSession spark = SparkSession.builder().appName("gxp").getOrCreate();
        try {
            return run(spark, call, out, err);
        } finally {
            if (!running) {
                spark.stop();
            }
        }
    }

    private static int run(SparkSession spark, SparkCall call, PrintStream out, PrintStream err) {
        if (call.output().isEmpty()) {
            return Gxp.statistics(scratch -> SparkEngine.on(spark), out, err, call.arguments());
        }
        var result = new ByteArrayOutputStream();
        var buffer = new PrintStream(result, false, StandardCharsets.UTF_8);
        int exit = Gxp.statistics(scratch -> SparkEngine.on(spark), buffer, err, call.arguments());
        buffer.flush();
        if (exit != 0) {
            // what went wrong is no result: an earlier one stays as it is
            out.writeBytes(result.toByteArray());
            return exit;
        }
        return write(spark, call.output().get(), result.toByteArray(), err) ? 0 : COULD_NOT;
    }

    private static boolean write(SparkSession spark, String output, byte[] result, PrintStream err) {
        try {
            var path = new Path(output);
            var system = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
            try (OutputStream file = system.create(path, true)) {
                file.write(result);
            }
            return true;
        } catch (IOException | IllegalArgumentException e) {
            err.println("gxp: the result cannot be written to " + output + ": " + e.getMessage());
            return false;
        }
    }
}
