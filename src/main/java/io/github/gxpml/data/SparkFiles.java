// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.Format;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.util.SerializableConfiguration;

/** Files by their addresses, on this machine or wherever Spark's file systems reach. Goes with the tasks. */
record SparkFiles(SerializableConfiguration configuration) implements Serializable {
    /**
     * The parts of one table.
     *
     * @param place what messages call them
     * @param addresses of the files, at least one
     * @param format how all of them are stored
     */
    record Sources(String place, List<String> addresses, Format format) {
        static Sources of(DataFiles files) {
            return new Sources(
                    files.place().toString(),
                    files.files().stream().map(SparkFiles::address).toList(),
                    files.format());
        }
    }

    /** Whether a person means an address such as {@code s3://bucket/folder} and no file of this machine. */
    static boolean isAddress(String given) {
        return given.matches("[A-Za-z][A-Za-z0-9+.-]+://.*");
    }

    private static String address(Path file) {
        return file.toAbsolutePath().toUri().toString();
    }

    /** What to call a file in a message: a local one by its path, as it was given. */
    static String name(String address) {
        return address.startsWith("file:") ? Path.of(URI.create(address)).toString() : address;
    }

    /** Finds the files of an address: a file, a folder or a pattern, by the rules of {@link DataFiles}. */
    Sources find(String given) throws DataException {
        try {
            var path = new org.apache.hadoop.fs.Path(given);
            FileSystem system = path.getFileSystem(configuration.value());
            List<FileStatus> found = new ArrayList<>();
            Optional<FileStatus> place = status(system, path);
            boolean folder = place.isPresent() && place.get().isDirectory();
            FileStatus[] entries = folder
                    ? system.listStatus(path)
                    : place.isPresent() ? new FileStatus[] {place.get()} : system.globStatus(path);
            for (FileStatus entry : entries == null ? new FileStatus[0] : entries) {
                String name = entry.getPath().getName();
                boolean marker = name.startsWith("_") && DataFiles.format(name).isEmpty();
                boolean passed = name.startsWith(".") || (folder ? marker : entry.isDirectory());
                if (!passed && entry.isDirectory()) {
                    throw new WrongCallException("folder " + given + " holds `" + name
                            + "`, which is no file of data - choose with a pattern such as '" + given + "/*.csv'");
                }
                if (!passed) {
                    found.add(entry);
                }
            }
            found.sort(Comparator.comparing(status -> status.getPath().toString()));
            return sources(given, found);
        } catch (IOException | IllegalArgumentException e) {
            throw new DataException("the files of " + given + " cannot be listed: " + e, e);
        }
    }

    private static Optional<FileStatus> status(FileSystem system, org.apache.hadoop.fs.Path path) throws IOException {
        try {
            return Optional.of(system.getFileStatus(path));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Sources sources(String given, List<FileStatus> found) throws WrongCallException {
        List<Format> formats = new ArrayList<>();
        for (FileStatus status : found) {
            formats.add(DataFiles.format(status.getPath().getName())
                    .orElseThrow(() -> new WrongCallException("the format of " + status.getPath()
                            + " is not known from its name - it must end in " + DataFiles.KNOWN)));
        }
        if (formats.isEmpty()) {
            throw new WrongCallException("there is no file, folder or pattern with files " + given);
        }
        if (formats.stream().distinct().count() > 1) {
            throw new WrongCallException(given + " has files of several formats: "
                    + Arrays.toString(formats.stream().distinct().sorted().toArray())
                    + " - choose one with a pattern such as '*.csv'");
        }
        return new Sources(
                given,
                found.stream()
                        .map(status -> status.getPath().toUri().toString())
                        .toList(),
                formats.get(0));
    }

    /** The length of a file in bytes. */
    long length(String address) throws IOException {
        return status(system(address), path(address))
                .filter(FileStatus::isFile)
                .orElseThrow(() -> new FileNotFoundException(address))
                .getLen();
    }

    /** Opens a file at a position. */
    InputStream open(String address, long position) throws IOException {
        FSDataInputStream in = system(address).open(path(address));
        try {
            in.seek(position);
            return in;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** The same file in the words of Hadoop, whose characters are never taken for a pattern. */
    org.apache.hadoop.fs.Path path(String address) {
        return new org.apache.hadoop.fs.Path(URI.create(address));
    }

    private FileSystem system(String address) throws IOException {
        return path(address).getFileSystem(configuration.value());
    }
}
