// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The header and the first rows of a CSV file in UTF-8, separated by comma, semicolon or tab, with or without quotes
 * and byte order mark. Reads at most 10,000 rows, fewer of a wide table; refuses a record of more than a million
 * characters.
 *
 * @param header names of the columns, all different but for empty ones
 * @param rows as many values as the header has
 * @param whole whether these are all rows of the file
 */
record CsvSample(List<String> header, List<List<String>> rows, boolean whole) {
    static final int MAX_ROWS = 10_000;
    static final int MAX_COLUMNS = 5_000;
    /** Wide tables are judged by fewer rows, so that memory stays bounded. */
    private static final int MAX_CELLS = 2_000_000;

    private static final int MAX_CHARACTERS = 50_000_000;

    /**
     * Reads a file.
     *
     * @throws SpecException if it is not such a CSV file, with the line
     * @throws IOException if it cannot be read, as a sentence
     */
    static CsvSample read(Path csv) throws SpecException, IOException {
        if (Files.isDirectory(csv)) {
            throw new IOException("cannot read " + csv + ": it is a folder - name a CSV file");
        }
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try (Reader in = new BufferedReader(new InputStreamReader(Files.newInputStream(csv), decoder))) {
            return read(new CsvRecords(csv.toString(), in), csv);
        } catch (NoSuchFileException e) {
            throw new IOException("cannot read " + csv + ": there is no such file - name a CSV file", e);
        } catch (CharacterCodingException e) {
            throw problem(csv.toString(), 1, "the file is not UTF-8", "save it as CSV in UTF-8");
        }
    }

    static SpecException problem(String file, int line, String message, String remedy) {
        return new SpecException(List.of(new Problem(file, line, 1, message, remedy)));
    }

    private static CsvSample read(CsvRecords records, Path csv) throws SpecException, IOException {
        List<String> header = records.next()
                .orElseThrow(
                        () -> problem(csv.toString(), 1, "the file is empty", "name a CSV file with a header line"));
        check(header, csv);
        var rows = new ArrayList<List<String>>();
        var row = records.next();
        int most = Math.min(MAX_ROWS, MAX_CELLS / header.size());
        while (row.isPresent() && rows.size() < most && records.characters() < MAX_CHARACTERS) {
            if (row.get().size() != header.size()) {
                throw problem(
                        csv.toString(),
                        records.line(),
                        "there are " + row.get().size() + " values here and " + header.size()
                                + " columns in the header",
                        "put quotes around values that contain the separator, and write one header line");
            }
            rows.add(row.get());
            row = records.next();
        }
        if (rows.isEmpty()) {
            throw problem(csv.toString(), 1, "the file has a header and no rows", "name a file with data");
        }
        return new CsvSample(header, rows, row.isEmpty());
    }

    private static void check(List<String> header, Path csv) throws SpecException {
        if (header.size() > MAX_COLUMNS) {
            throw problem(
                    csv.toString(),
                    1,
                    "the table has " + header.size() + " columns",
                    "write the spec by hand: a proposal is made for at most " + MAX_COLUMNS);
        }
        var seen = new HashSet<String>();
        for (String name : header) {
            if (name.indexOf(0) >= 0) {
                throw problem(csv.toString(), 1, "the file is not a text file", "name a CSV file");
            }
            if (!name.isBlank() && !seen.add(name)) {
                throw problem(
                        csv.toString(),
                        1,
                        "two columns have the name " + Words.quoted(name),
                        "rename one of them in the header");
            }
        }
    }
}
