// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import io.github.gxpml.spec.Value.Kind;
import io.github.gxpml.spec.Value.Scalar;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads one YAML 1.2 document, event by event, so that a hostile file is refused where it becomes hostile: at most 50
 * levels and 50,000 values, no anchors, aliases, merge keys or tags, no key twice, no second document. Scalars keep
 * their text as written.
 */
final class YamlReader {
    static final int MAX_DEPTH = 50;
    static final int MAX_VALUES = 50_000;
    /** A scalar longer than any sensible number is a text, whatever it looks like. */
    private static final int LONGEST_NUMBER = 100;

    private final CoreSchema schema = new CoreSchema();
    private final Problems problems;
    private final Deque<Frame> open = new ArrayDeque<>();
    private Optional<Value> root = Optional.empty();
    private int values;
    private boolean anchorTold;
    private boolean damaged;
    private Place last = Place.START;

    private YamlReader(Problems problems) {
        this.problems = problems;
    }

    /** Returns the document, or nothing after telling why it cannot be understood as a whole. */
    static Optional<Value> read(String text, Problems problems) {
        var reader = new YamlReader(problems);
        var settings = LoadSettings.builder()
                .setSchema(reader.schema)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        Iterator<Event> events = new Parse(settings).parseString(text).iterator();
        Optional<Event> event = reader.next(events, text);
        while (event.isPresent()) {
            if (!reader.accept(event.get())) {
                return Optional.empty();
            }
            event = reader.next(events, text);
        }
        if (reader.root.isEmpty() && problems.isEmpty()) {
            problems.add(Place.START, "the file is empty", "begin with `gxp: 1`, or write a starter with `gxp init`");
        }
        return reader.damaged ? Optional.empty() : reader.root;
    }

    private Optional<Event> next(Iterator<Event> events, String text) {
        try {
            if (events.hasNext()) {
                Event event = events.next();
                last = Place.of(event.getEndMark());
                return Optional.of(event);
            }
        } catch (YamlEngineException e) {
            damaged = true;
            YamlSyntax.tell(e, text, problems);
        } catch (IllegalArgumentException e) {
            // the parser does not check the range of escapes such as \UFFFFFFFF
            damaged = true;
            problems.add(last, "an escape after this place is no character", "write the character itself");
        }
        return Optional.empty();
    }

    /** Returns whether reading goes on. */
    private boolean accept(Event event) {
        Place place = Place.of(event.getStartMark());
        if (event instanceof DocumentStartEvent && root.isPresent()) {
            problems.add(place, "a second document begins here", "keep one document, with `gxp: 1` at its head");
            return false;
        }
        if (event instanceof CollectionEndEvent) {
            complete(open.pop().close());
            return true;
        }
        return !(event instanceof NodeEvent node) || accept(node, place);
    }

    private boolean accept(NodeEvent node, Place place) {
        if (++values > MAX_VALUES) {
            problems.add(
                    place,
                    String.format(Locale.ROOT, "the file has more than %,d values, which no spec has", MAX_VALUES),
                    "name the spec, not a data file");
            return false;
        }
        boolean plain = isPlain(node, place);
        if (node instanceof CollectionStartEvent start) {
            if (open.size() >= MAX_DEPTH) {
                problems.add(
                        place,
                        "lists and mappings are nested more than " + MAX_DEPTH + " deep here",
                        "no spec needs more than 6 levels: check the brackets");
                return false;
            }
            open.push(new Frame(place, start instanceof MappingStartEvent, !plain, problems));
        } else {
            complete(plain && node instanceof ScalarEvent scalar ? scalar(scalar, place) : new Value.Broken(place));
        }
        return true;
    }

    private void complete(Value value) {
        if (open.isEmpty()) {
            root = Optional.of(value);
        } else {
            open.peek().accept(value);
        }
    }

    /** Returns whether a node is free of anchors, aliases and tags; tells otherwise. */
    private boolean isPlain(NodeEvent node, Place place) {
        boolean alias = node.getEventId() == Event.ID.Alias;
        if ((alias || node.getAnchor().isPresent()) && !anchorTold) {
            anchorTold = true;
            problems.add(
                    place,
                    "anchors and aliases (`&name`, `*name`) are not part of a spec",
                    "write the value out at each place, or put quotes around a text that begins with & or *");
        }
        Optional<String> tag = tag(node);
        tag.ifPresent(t -> problems.add(
                place,
                "the tag " + Words.name(t.replace(Tag.PREFIX, "!!")) + " is not part of a spec",
                "remove it; put quotes around a value that is meant as text"));
        return !alias && tag.isEmpty();
    }

    private static Optional<String> tag(NodeEvent node) {
        if (node instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return node instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
    }

    private Value scalar(ScalarEvent event, Place place) {
        String text = event.getValue();
        var hidden = Characters.firstHidden(text);
        if (hidden.isPresent()) {
            problems.add(
                    place,
                    "the text contains the hidden character " + Characters.codePoint(hidden.getAsInt()),
                    "remove it, so that people see what the program reads");
            return new Value.Broken(place);
        }
        Kind kind = event.isPlain() ? kind(text) : Kind.TEXT;
        if ((kind == Kind.DECIMAL || kind == Kind.WHOLE) && isBeyondNumbers(text)) {
            problems.add(
                    place,
                    text + " is not a number that can be computed with",
                    "write a finite number of ordinary size, or put quotes around it if it is meant as text");
            return new Value.Broken(place);
        }
        return new Scalar(place, text, kind);
    }

    private static boolean isBeyondNumbers(String text) {
        return !Double.isFinite(Numbers.decimal(text)) || Numbers.vanishes(text);
    }

    private Kind kind(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return Kind.TEXT;
        }
        Tag tag = schema.getScalarResolver().resolve(text, true);
        if (tag.equals(Tag.INT)) {
            return Kind.WHOLE;
        }
        if (tag.equals(Tag.FLOAT)) {
            return Kind.DECIMAL;
        }
        if (tag.equals(Tag.BOOL)) {
            return Kind.TRUTH;
        }
        return tag.equals(Tag.NULL) ? Kind.NOTHING : Kind.TEXT;
    }
}
