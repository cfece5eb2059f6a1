// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.Need.Profile;
import io.github.gxpml.spec.DataSpec.ColumnSpec;
import io.github.gxpml.spec.DataSpec.ColumnSpec.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The profiles of any number of columns in one query. */
final class ProfileScan {
    private static final int PER_COLUMN = 5;

    private final Session session;
    private final Table table;

    ProfileScan(Session session, Table table) {
        this.session = session;
        this.table = table;
    }

    Map<String, ColumnProfile> scan(List<Profile> needs) throws DataException {
        Map<String, ColumnProfile> profiles = new LinkedHashMap<>();
        List<Profile> present = new ArrayList<>();
        for (Profile need : needs) {
            if (table.find(need.column()).isPresent()) {
                present.add(need);
            } else {
                profiles.put(need.column(), ColumnProfile.absent(need.demand()));
            }
        }
        if (!present.isEmpty()) {
            String sql = "SELECT " + present.stream().map(this::counts).collect(Collectors.joining(", ")) + " FROM "
                    + table.relation();
            List<ColumnProfile> found = session.one(sql, row -> profiles(row, present));
            for (int i = 0; i < found.size(); i++) {
                profiles.put(present.get(i).column(), found.get(i));
            }
        }
        return profiles;
    }

    private String counts(Profile need) {
        Column column = table.find(need.column()).orElseThrow();
        String text = Sql.text(table, column);
        String number = "(" + Sql.number(table, column) + ")";
        Type type = need.declared().map(ColumnSpec::type).orElse(column.type());
        String readable = readable(type, text, number);
        return "count(" + text + "), count(*) FILTER (WHERE " + text + " IS NOT NULL AND NOT coalesce(" + readable
                + ", false)), count(*) FILTER (WHERE " + readable + " AND (" + outside(need, column, number)
                + ")), min("
                + number + "), max(" + number + ")";
    }

    private static String readable(Type type, String text, String number) {
        return switch (type) {
            case TEXT -> text + " IS NOT NULL";
            case NUMBER -> number + " IS NOT NULL";
            case INTEGER -> "(" + number + " IS NOT NULL AND " + number + " = trunc(" + number + "))";
            case BOOLEAN -> "lower(" + text + ") IN ('true', 'false', '0', '1')";
        };
    }

    private String outside(Profile need, Column column, String number) {
        List<String> conditions = new ArrayList<>();
        need.declared().ifPresent(declared -> {
            declared.min().ifPresent(min -> conditions.add(number + " < " + Sql.literal(min)));
            declared.max().ifPresent(max -> conditions.add(number + " > " + Sql.literal(max)));
            if (!declared.values().isEmpty()) {
                conditions.add("NOT (" + Sql.among(table, column, declared.values()) + ")");
            }
        });
        return conditions.isEmpty() ? "false" : String.join(" OR ", conditions);
    }

    private List<ColumnProfile> profiles(Row row, List<Profile> needs) {
        List<ColumnProfile> profiles = new ArrayList<>();
        for (int i = 0; i < needs.size(); i++) {
            int first = 1 + PER_COLUMN * i;
            boolean numeric = table.find(needs.get(i).column()).orElseThrow().numeric();
            profiles.add(new ColumnProfile(
                    needs.get(i).demand(),
                    true,
                    table.rows(),
                    table.rows() - row.whole(first),
                    row.whole(first + 1),
                    row.whole(first + 2),
                    numeric ? number(row, first + 3) : Optional.empty(),
                    numeric ? number(row, first + 4) : Optional.empty()));
        }
        return profiles;
    }

    private static Optional<Double> number(Row row, int column) {
        return row.isNull(column) ? Optional.empty() : Optional.of(row.number(column));
    }
}
