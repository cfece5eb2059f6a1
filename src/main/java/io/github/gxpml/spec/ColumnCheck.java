// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The label and the key must stay away from the features, and declared domains must make sense. */
final class ColumnCheck implements Check {
    @Override
    public void check(Draft draft, Problems problems) {
        features(draft, problems);
        if (draft.key().isPresent() && draft.key().equals(draft.label())) {
            problems.add(
                    draft.root().at("data", "key").place(),
                    "the column " + Words.quoted(draft.key().get()) + " is both key and label",
                    "name the column whose values are all different as key");
        }
        groupVariable(draft, problems);
        draft.root().at("data", "columns").entries().values().forEach(column -> domain(column, problems));
    }

    private static void features(Draft draft, Problems problems) {
        Map<String, Place> seen = new HashMap<>();
        for (Part feature : draft.root().at("data", "features").items()) {
            Optional<String> name = feature.text();
            if (name.isEmpty()) {
                continue;
            }
            Place first = seen.putIfAbsent(name.get(), feature.place());
            if (first != null) {
                problems.add(
                        feature.place(),
                        "the feature " + Words.quoted(name.get()) + " is listed twice, first in line " + first.line(),
                        "remove one of the two");
            } else if (name.equals(draft.label())) {
                problems.add(
                        feature.place(),
                        "the label " + Words.quoted(name.get())
                                + " is among the features, so the model would be told the" + " answer",
                        "remove it from `features`");
            } else if (name.equals(draft.key())) {
                problems.add(
                        feature.place(),
                        "the key " + Words.quoted(name.get())
                                + " is among the features, so the model could learn rows by" + " heart",
                        "remove it from `features`");
            }
        }
    }

    private static void groupVariable(Draft draft, Problems problems) {
        draft.groupVariable().ifPresent(name -> {
            Place place = draft.root().at("data", "groupVariable").place();
            boolean label = draft.label().equals(Optional.of(name));
            if (label || draft.key().equals(Optional.of(name))) {
                problems.add(
                        place,
                        "the " + (label ? "label " : "key ") + Words.quoted(name) + " cannot be the group variable",
                        "name a column that splits the rows into a few groups, such as a clinic");
            } else if (draft.facets().stream()
                    .anyMatch(facet -> Draft.columns(facet).equals(List.of(name)))) {
                problems.add(
                        place,
                        "the group variable " + Words.quoted(name)
                                + " is the column of a facet, so no group would hold both sides",
                        "name another column, or remove it");
            }
        });
    }

    private static void domain(Part column, Problems problems) {
        Optional<Double> min = column.at("min").number();
        Optional<Double> max = column.at("max").number();
        if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
            problems.add(column.key("min"), "`min` is above `max`, so no value is allowed", "swap the two");
        }
        column.at("type").text().ifPresent(type -> {
            boolean number = type.equals("number") || type.equals("integer");
            for (String limit : new String[] {"min", "max"}) {
                if (!number && column.at(limit).isPresent()) {
                    problems.add(
                            column.key(limit),
                            Words.name(limit) + " is for numbers, and the column's type is " + Words.quoted(type),
                            "remove it, or write `type: number`");
                }
            }
            if (!type.equals("text") && column.at("values").isPresent()) {
                problems.add(
                        column.key("values"),
                        "`values` is for texts, and the column's type is " + Words.quoted(type),
                        "remove it, or write `type: text`");
            }
        });
    }
}
