// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.serving;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of captured data.
 *
 * @param name path or address, as people read it
 * @param path within the place that is read, with slashes
 * @param content where its content is had
 */
record CapturedFile(String name, String path, Content content) {
    /** Endpoint, variant, and the hour in which SageMaker began the file, in UTC. */
    private static final Pattern LAYOUT =
            Pattern.compile("(?s)(?:(.*)/)?(\\d{4})/(\\d{2})/(\\d{2})/(\\d{2})/[^/]+\\.jsonl");

    /** A file may hold events of a time beside its hour. */
    private static final Duration BESIDE = Duration.ofHours(1);

    /** Does something with the content of a file. */
    @FunctionalInterface
    interface Reader {
        void read(Path file) throws IOException;
    }

    /** Has the content read while it is there. */
    @FunctionalInterface
    interface Content {
        void with(Reader reader) throws IOException;
    }

    /** Returns what stands before the hour, endpoint and variant; empty for a file that is not in the layout. */
    Optional<String> owner() {
        Matcher layout = LAYOUT.matcher(path);
        return layout.matches() ? Optional.of(layout.group(1) == null ? "" : layout.group(1)) : Optional.empty();
    }

    /** Tells whether it may hold events of a time. */
    boolean mayHold(Instant from, Instant to) {
        Matcher layout = LAYOUT.matcher(path);
        if (!layout.matches()) {
            return true;
        }
        try {
            Instant hour = LocalDateTime.of(
                            Integer.parseInt(layout.group(2)),
                            Integer.parseInt(layout.group(3)),
                            Integer.parseInt(layout.group(4)),
                            Integer.parseInt(layout.group(5)),
                            0)
                    .toInstant(ZoneOffset.UTC);
            return hour.isBefore(to.plus(BESIDE))
                    && hour.plus(BESIDE).plus(BESIDE).isAfter(from);
        } catch (DateTimeException e) {
            return true; // no hour: its events tell
        }
    }
}
