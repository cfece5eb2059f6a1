// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/** Says in our words why a file is not YAML. */
final class YamlSyntax {
    private static final String LINE = "{line}";

    /**
     * What we say for what the parser says.
     *
     * @param fragment of the parser's words
     * @param message what is wrong; {@code {line}} stands for the line where the part in question begins
     * @param remedy what would be right
     */
    private record Phrase(String fragment, String message, String remedy) {}

    private static final List<Phrase> PHRASES = List.of(
            new Phrase(
                    "mapping values are not allowed",
                    "a key cannot stand here",
                    "check the indentation, or put quotes around a text that contains a colon"),
            new Phrase(
                    "but found '<scalar>'",
                    "this text does not belong to what stands before it",
                    "check the quotes and the indentation"),
            new Phrase(
                    "expected <block end>",
                    "this does not line up with the lines it belongs to, which begin in line {line}",
                    "give keys of one section the same indentation"),
            new Phrase(
                    "expected ',' or ']'",
                    "the list that begins in line {line} lacks a comma or its `]`",
                    "separate its items by commas and close it"),
            new Phrase(
                    "expected ',' or '}'",
                    "the mapping that begins in line {line} lacks a comma or its `}`",
                    "separate its entries by commas and close it"),
            new Phrase(
                    "found unexpected end of stream",
                    "the quotes that open in line {line} are never closed",
                    "close them"),
            new Phrase(
                    "cannot start any token",
                    "a value cannot begin with this character",
                    "put quotes around the value"),
            new Phrase(
                    "expected the node content",
                    "a value is missing here",
                    "write it, or remove the bracket or comma too many"),
            new Phrase(
                    "unknown escape character",
                    "a double-quoted text has an unknown escape here",
                    "write \\\\ for a backslash, or use single quotes"),
            new Phrase(
                    "could not find expected ':'",
                    "a key lacks its colon, or quotes are not closed",
                    "write `name: value`"));

    private YamlSyntax() {}

    /** Tells what the parser stumbled over. */
    static void tell(YamlEngineException e, String text, Problems problems) {
        if (e instanceof YamlVersionException) {
            problems.add(Place.START, "the `%YAML` line asks for another version than YAML 1.2", "remove that line");
            return;
        }
        if (!(e instanceof MarkedYamlEngineException marked)) {
            problems.add(
                    Place.START,
                    "the file is not YAML 1.2 (" + Words.quoted(String.valueOf(e.getMessage())) + ")",
                    "check it with an editor that knows YAML");
            return;
        }
        Place place = Place.of(marked.getProblemMark().or(marked::getContextMark));
        Optional<Place> tab = tabInFrontOf(place, text);
        if (tab.isPresent()) {
            problems.add(tab.get(), "tab used for indentation", "use spaces");
            return;
        }
        int context = Place.of(marked.getContextMark()).line();
        Phrase phrase = phrase(String.valueOf(marked.getProblem()));
        problems.add(place, phrase.message().replace(LINE, Integer.toString(context)), phrase.remedy());
    }

    private static Phrase phrase(String problem) {
        return PHRASES.stream()
                .filter(phrase -> problem.contains(phrase.fragment()))
                .findFirst()
                .orElseGet(() -> new Phrase(
                        "",
                        "this is not YAML (" + Words.quoted(problem) + ")",
                        "check indentation, quotes and brackets around here"));
    }

    private static Optional<Place> tabInFrontOf(Place place, String text) {
        String line = text.lines().skip(place.line() - 1L).findFirst().orElse("");
        int tab = line.indexOf('\t');
        return tab >= 0 && line.substring(0, tab).isBlank()
                ? Optional.of(new Place(place.line(), tab + 1))
                : Optional.empty();
    }
}
