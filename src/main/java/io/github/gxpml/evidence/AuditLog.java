// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The audit trail of a run, {@code data/audit.jsonl}: events are only ever added, each holds the digest of the one
 * before and is on the disk when {@link #append} returns. A line that a kill cut off is kept in a file of its own and
 * told as an event. One process at a time may write; threads may share a log.
 */
public final class AuditLog implements Closeable {
    /** Name of the log in the bag. */
    public static final String FILE = "audit.jsonl";

    static final String TORN = "audit-torn-";
    private static final String SELF = "gxp-engine";

    private final Clock clock;

    /** Not a channel: an interrupt, such as that of Ctrl-C, would close it in the middle of an event. */
    private final RandomAccessFile file;

    private long events;
    private String last;
    private long end;

    private AuditLog(RandomAccessFile file, AuditChain.Scan scan, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.events = scan.events();
        this.last = scan.last();
        this.end = scan.bytes();
    }

    /**
     * Opens the log of a bag, starting one if there is none.
     *
     * @param bag the bag
     * @param clock gives the time of every event
     * @return the log
     * @throws EvidenceException if the log was changed, or cannot be read or written
     */
    public static AuditLog open(Bag bag, Clock clock) throws EvidenceException {
        RandomAccessFile file = null;
        try {
            Set<String> told = new TreeSet<>();
            file = new RandomAccessFile(bag.path(FILE).toFile(), "rw");
            AuditChain.Scan scan = scan(bag, told);
            keepTorn(bag, scan);
            cut(file, scan.bytes());
            var log = new AuditLog(file, scan, clock);
            log.begin(bag, told);
            return log;
        } catch (IOException | RuntimeException e) {
            closeQuietly(file, e);
            throw new EvidenceException("the audit log cannot be continued: " + EvidenceException.reason(e), e);
        }
    }

    /**
     * Adds an event; it is on the disk when this returns.
     *
     * @param event what happened, for example {@code stage.finished}
     * @param who the person or program that did it
     * @param details values, for a change both the old and the new one; must not hold a secret
     * @throws EvidenceException if it cannot be written; the log is then as it was before
     */
    public void append(String event, String who, Map<String, ?> details) throws EvidenceException {
        append(new AuditEvent(0, clock.instant(), AuditEvent.SYSTEM, event, who, Map.copyOf(details), ""));
    }

    /**
     * Adds what a time stamp says of the last seal of a bag, or that it has none although one was asked for; nothing if
     * none was. Its time is that of the authority.
     *
     * @param bag the sealed bag
     * @throws EvidenceException if it cannot be read or written
     */
    public void appendStamp(Bag bag) throws EvidenceException {
        Optional<AuditEvent> event = SealStamp.event(bag, clock.instant());
        if (event.isPresent()) {
            append(event.get());
        }
    }

    private synchronized void append(AuditEvent given) throws EvidenceException {
        var next = new AuditEvent(
                events + 1, given.at(), given.clock(), given.event(), given.who(), given.details(), last);
        String event = next.event();
        byte[] line = AuditChain.format(next).getBytes(StandardCharsets.UTF_8);
        if (line.length > AuditChain.MAX_LINE) {
            throw new EvidenceException("audit event " + event + " is longer than 1 MiB: put the values into a file");
        }
        try {
            write(line);
        } catch (IOException e) {
            takeBack(e);
            throw new EvidenceException(
                    "audit event " + event + " could not be written: " + EvidenceException.reason(e), e);
        }
        end += line.length + 1L;
        events++;
        last = Sha256.of(line);
    }

    /**
     * Returns how many events there are.
     *
     * @return number of events
     */
    public synchronized long events() {
        return events;
    }

    @Override
    public synchronized void close() throws EvidenceException {
        try {
            file.close();
        } catch (IOException e) {
            throw new EvidenceException("the audit log cannot be closed: " + EvidenceException.reason(e), e);
        }
    }

    /**
     * Lists the files that events tell of.
     *
     * @param bag the bag
     * @param event name of the events
     * @return what they call {@code file}
     * @throws EvidenceException if the log cannot be read
     */
    public static Set<String> files(Bag bag, String event) throws EvidenceException {
        Set<String> files = new TreeSet<>();
        details(bag, event).forEach(told -> files.add(String.valueOf(told.get("file"))));
        return files;
    }

    /**
     * Lists what events of one name hold.
     *
     * @param bag the bag
     * @param event name of the events
     * @return their details, the first event first
     * @throws EvidenceException if the log cannot be read
     */
    public static List<Map<String, Object>> details(Bag bag, String event) throws EvidenceException {
        List<Map<String, Object>> details = new ArrayList<>();
        try (InputStream in = Files.newInputStream(bag.path(FILE))) {
            AuditChain.scan(in, told -> {
                if (told.event().equals(event)) {
                    details.add(told.details());
                }
            });
            return details;
        } catch (IOException e) {
            throw new EvidenceException("the audit log cannot be read: " + EvidenceException.reason(e), e);
        }
    }

    private void begin(Bag bag, Set<String> told) throws IOException {
        if (events == 0) {
            append(
                    "audit.opened",
                    SELF,
                    Map.of("timeSource", "clock of this machine, in UTC, not checked against another"));
        }
        for (String torn :
                bag.names().stream().filter(name -> name.startsWith(TORN)).toList()) {
            if (!told.contains(torn)) {
                append(
                        "audit.torn",
                        SELF,
                        Map.of(
                                "meaning",
                                "an event was cut off while it was written, what is left of it is in the file",
                                "file",
                                torn,
                                "sha256",
                                Sha256.of(bag.path(torn))));
            }
        }
    }

    private static AuditChain.Scan scan(Bag bag, Set<String> told) throws IOException {
        try (InputStream in = Files.newInputStream(bag.path(FILE))) {
            return AuditChain.scan(in, event -> {
                if (event.event().equals("audit.torn")) {
                    told.add(String.valueOf(event.details().get("file")));
                }
            });
        }
    }

    /**
     * Written before the log is cut, under a name that follows from the content, so that a kill in between is harmless.
     */
    private static void keepTorn(Bag bag, AuditChain.Scan scan) throws IOException {
        if (scan.torn().length > 0) {
            String digest = Sha256.of(scan.torn()).substring(0, 12);
            bag.write(TORN + (scan.events() + 1) + "-" + digest + ".txt", out -> out.write(scan.torn()));
        }
    }

    private void write(byte[] line) throws IOException {
        byte[] whole = Arrays.copyOf(line, line.length + 1);
        whole[line.length] = '\n';
        file.seek(end);
        file.write(whole);
        file.getFD().sync();
    }

    private void takeBack(IOException cause) {
        try {
            cut(file, end);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static void cut(RandomAccessFile file, long size) throws IOException {
        if (file.length() > size) {
            file.setLength(size);
        }
    }

    private static void closeQuietly(RandomAccessFile file, Exception cause) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
