// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A label must say what it holds in one way, and its trainer and gates must speak of the same classes. */
final class LabelCheck implements Check {
    private static final String BINARY = Defaults.LABEL;
    private static final String MULTICLASS = "multiclass";
    private static final String REGRESSION = "regression";

    /** Which type of label each key is for, where it is not for all. */
    private static final Map<String, Set<String>> KEYS = Map.of(
            "positive", Set.of(BINARY, MULTICLASS),
            "above", Set.of(BINARY, REGRESSION),
            "classes", Set.of(MULTICLASS),
            "intervalLevel", Set.of(REGRESSION));

    private static final Set<String> ALL = Set.of("column", "type", "positive", "above", "classes", "intervalLevel");

    @Override
    public void check(Draft draft, Problems problems) {
        Part label = draft.root().at("data", "label");
        String type = label.at("type").text(BINARY);
        if (!label.isMapping() || !Set.of(BINARY, MULTICLASS, REGRESSION).contains(type)) {
            return;
        }
        keys(label, type, problems);
        positive(draft, label, type, problems);
        if (type.equals(MULTICLASS)) {
            classes(label, problems);
            gates(draft, label, problems);
        }
        if (!type.equals(BINARY) && draft.root().at("train").isMapping() && !draft.isOwnCode()) {
            problems.add(
                    label.at("type").place(),
                    "the embedded trainer learns two classes, and the label's type is " + Words.quoted(type),
                    "write `with: process` and a `command` under `train`, or remove `type`");
        }
    }

    private static void keys(Part label, String type, Problems problems) {
        for (String key : List.of("positive", "above", "classes", "intervalLevel")) {
            if (label.at(key).isPresent() && !KEYS.get(key).contains(type)) {
                problems.add(
                        label.key(key),
                        Words.name(key) + " is not for a label of type " + Words.quoted(type),
                        "remove it, or write `type: " + home(key) + "`");
            }
        }
    }

    private static String home(String key) {
        return key.equals("classes") || key.equals("positive") ? MULTICLASS : REGRESSION;
    }

    private static void positive(Draft draft, Part label, String type, Problems problems) {
        boolean values = label.at("positive").isPresent();
        boolean above = label.at("above").isPresent();
        if (values && above && type.equals(BINARY)) {
            problems.add(
                    label.key("above"),
                    "a label has either `positive` or `above`, not both",
                    "remove `positive` if the label is a number, else `above`");
        }
        // a misspelt key is told as such
        boolean known = ALL.containsAll(label.entries().keySet());
        if (!values && !above && type.equals(BINARY) && known) {
            problems.add(
                    draft.root().at("data").key("label"),
                    "`label` has no `positive`",
                    "add `positive: 1`, or `above: 50` for a number, or `type: multiclass` or `type: regression`");
        }
        distinct(label.at("positive"), "the positive value ", problems);
    }

    private static void distinct(Part list, String what, Problems problems) {
        var seen = new HashMap<String, Place>();
        for (Part item : list.items()) {
            Optional<Place> first = item.text().map(text -> seen.putIfAbsent(text, item.place()));
            first.ifPresent(place -> problems.add(
                    item.place(),
                    what + Words.quoted(item.text("")) + " is listed twice, first in line " + place.line(),
                    "remove one of the two"));
        }
    }

    private static void classes(Part label, Problems problems) {
        List<String> classes = label.at("classes").texts();
        if (classes.isEmpty()) {
            return;
        }
        distinct(label.at("classes"), "the class ", problems);
        List<Part> positive = label.at("positive").itemOrItems();
        positive.forEach(value -> member(value, classes, problems));
        if (!positive.isEmpty()
                && positive.stream().flatMap(p -> p.text().stream()).toList().containsAll(classes)) {
            problems.add(
                    label.at("positive").place(),
                    "every class is positive, so none is negative",
                    "leave out of `positive` what counts as negative");
        }
    }

    private static void member(Part value, List<String> classes, Problems problems) {
        value.text()
                .filter(text -> !classes.contains(text))
                .ifPresent(text -> problems.add(
                        value.place(),
                        Words.quoted(text) + " is none of the label's `classes`",
                        problems.nearest(
                                text,
                                classes,
                                "write "
                                        + Words.oneOf(
                                                classes.stream().distinct().toList()))));
    }

    private static void gates(Draft draft, Part label, Problems problems) {
        List<String> classes = label.at("classes").texts();
        if (!classes.isEmpty()) {
            draft.gates().stream()
                    .flatMap(stage -> stage.gates().stream())
                    .forEach(gate -> member(gate.at("class"), classes, problems));
        }
    }
}
