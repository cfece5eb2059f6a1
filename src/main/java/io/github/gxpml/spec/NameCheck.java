// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.HashMap;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names that become file names must be usable on every system and differ in more than case. */
final class NameCheck implements Check {
    private static final Pattern RESERVED =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    @Override
    public void check(Draft draft, Problems problems) {
        Part name = draft.root().at("model", "name");
        name.text().ifPresent(text -> reserved(text, name.place(), problems));
        var seen = new HashMap<String, String>();
        draft.root().at("data", "tables").keys().forEach((table, place) -> {
            reserved(table, place, problems);
            String other = seen.putIfAbsent(table.toLowerCase(Locale.ROOT), table);
            if (other != null) {
                problems.add(
                        place,
                        "the tables " + Words.name(other) + " and " + Words.name(table) + " differ in case only",
                        "rename one of them: files are named after tables, and some systems ignore case");
            }
        });
    }

    private static void reserved(String name, Place place, Problems problems) {
        if (RESERVED.matcher(name).matches()) {
            problems.add(
                    place,
                    Words.quoted(name) + " cannot be a file name on Windows",
                    "choose another name, for example " + Words.quoted(name.split("\\.")[0] + "-1"));
        }
    }
}
