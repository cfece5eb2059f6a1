// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.inference;

import io.github.gxpml.deploy.inference.Batch.ClientRecord;
import io.github.gxpml.deploy.lambda.HandlerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of records as CSV with a header, every value a number or empty. One bad line refuses the file: half a file
 * that is scored is worse than one that is not.
 *
 * @param key column that names a record
 * @param features columns of the model
 */
record RecordsFile(String key, List<String> features) {
    private static final String NUMBER = "|-?\\d{1,20}(\\.\\d{1,20})?([eE][-+]?\\d{1,2})?";
    private static final int MOST = 1_000_000;

    RecordsFile {
        features = List.copyOf(features);
    }

    List<ClientRecord> read(InputStream in) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        String header = reader.readLine();
        List<String> columns = header == null ? List.of() : List.of(header.split(",", -1));
        if (!columns.contains(key)
                || !columns.containsAll(features)
                || new HashSet<>(columns).size() != columns.size()) {
            throw new HandlerException("the file lacks a column that is needed, or has one twice");
        }
        List<ClientRecord> records = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            ClientRecord each = row(columns, line.split(",", -1), records.size() + 2);
            if (!seen.add(each.id()) || records.size() == MOST) {
                throw new HandlerException(
                        "line " + (records.size() + 2) + " names a record of a line before, or is one" + " too many");
            }
            records.add(each);
        }
        return records;
    }

    private ClientRecord row(List<String> columns, String[] values, int line) {
        if (values.length != columns.size()) {
            throw new HandlerException("line " + line + " has " + values.length + " values, not " + columns.size());
        }
        Map<String, String> input = new LinkedHashMap<>();
        for (String feature : features) {
            String value = values[columns.indexOf(feature)].strip();
            if (!value.matches(NUMBER)) {
                throw new HandlerException("line " + line + " has something else than a number as " + feature);
            }
            input.put(feature, value);
        }
        String id = values[columns.indexOf(key)].strip();
        if (!id.matches("[A-Za-z0-9._:/-]{1,200}")) {
            throw new HandlerException("line " + line + " does not name its record");
        }
        return new ClientRecord(id, input);
    }
}
