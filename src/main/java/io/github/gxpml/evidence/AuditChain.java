// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads an audit log line by line, in constant memory, and checks that every event follows from the one before. */
final class AuditChain {
    static final int MAX_LINE = 1 << 20;
    /** What the first event follows. */
    static final String START = "0".repeat(64);

    private final Consumer<AuditEvent> reader;
    private long events;
    private String last = START;
    private long bytes;

    private AuditChain(Consumer<AuditEvent> reader) {
        this.reader = reader;
    }

    /**
     * What a log holds.
     *
     * @param events number of whole lines
     * @param last SHA-256 of the last line, or {@link #START}
     * @param bytes length of the whole lines
     * @param torn what follows the last line feed; empty unless writing was cut off
     */
    record Scan(long events, String last, long bytes, byte[] torn) {}

    static Scan scan(InputStream in, Consumer<AuditEvent> reader) throws IOException {
        return new AuditChain(reader).read(new BufferedInputStream(in, 1 << 16));
    }

    private Scan read(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                accept(line.toByteArray());
                line.reset();
            } else if (line.size() < MAX_LINE) {
                line.write(b);
            } else {
                throw new EvidenceException("audit event " + (events + 1) + " is longer than 1 MiB");
            }
        }
        return new Scan(events, last, bytes, line.toByteArray());
    }

    private void accept(byte[] line) throws EvidenceException {
        long expected = events + 1;
        AuditEvent event = parse(line, expected);
        if (event.seq() != expected) {
            throw new EvidenceException(
                    "audit event " + expected + " is missing: event " + event.seq() + " stands in its place");
        }
        if (!event.previous().equals(last)) {
            throw new EvidenceException("audit event " + expected + " does not follow from the event before it, so one"
                    + " of the two was changed");
        }
        reader.accept(event);
        events = expected;
        last = Sha256.of(line);
        bytes += line.length + 1L;
    }

    private static AuditEvent parse(byte[] line, long number) throws EvidenceException {
        try {
            AuditEvent event = Json.read(line, AuditEvent.class);
            if (format(event).equals(new String(line, StandardCharsets.UTF_8))) {
                return event;
            }
        } catch (IOException | RuntimeException e) {
            throw new EvidenceException("audit event " + number + " is damaged: " + EvidenceException.reason(e), e);
        }
        throw new EvidenceException("audit event " + number + " is not written as the log writes its events");
    }

    static String format(AuditEvent event) {
        return Json.compact(Json.tree(event));
    }
}
