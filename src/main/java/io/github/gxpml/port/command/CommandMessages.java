// SPDX-License-Identifier: MIT
package io.github.gxpml.port.command;

import io.github.gxpml.port.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands the lines that a command may write to tell of its progress and its metrics. */
public final class CommandMessages implements Consumer<String> {
    private static final Pattern PROGRESS = Pattern.compile("GXP progress ([0-9]{1,15})/([0-9]{1,15})(?: (.*))?");
    private static final Pattern METRIC = Pattern.compile("GXP metric ([A-Za-z_][A-Za-z0-9_.@-]{0,99})=(\\S{1,40})");
    private static final int MOST_METRICS = 1000;

    private final Progress progress;
    private final CommandLog log;
    private final String what;
    private final Map<String, Double> metrics = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Listens to one command.
     *
     * @param progress told what the command says
     * @param log keeps it
     * @param what the command does, in a word
     */
    public CommandMessages(Progress progress, CommandLog log, String what) {
        this.progress = progress;
        this.log = log;
        this.what = what;
    }

    @Override
    public void accept(String line) {
        log.add(line);
        Matcher step = PROGRESS.matcher(line);
        Matcher metric = METRIC.matcher(line);
        if (step.matches()) {
            String text = step.group(3) == null ? what : step.group(3);
            progress.advance(Long.parseLong(step.group(1)), Long.parseLong(step.group(2)), text);
        } else if (metric.matches()) {
            metric(metric.group(1), metric.group(2));
        } else {
            progress.note(line);
        }
    }

    private void metric(String name, String text) {
        double value = value(text);
        if (!Double.isFinite(value)) {
            note("metric " + name + " was left out, its value " + text + " is not a finite number");
        } else if (metrics.size() >= MOST_METRICS && !metrics.containsKey(name)) {
            note("metric " + name + " was left out, there are more than " + MOST_METRICS);
        } else {
            metrics.put(name, value);
        }
    }

    private void note(String note) {
        if (notes.size() < MOST_METRICS) {
            notes.add(note);
        }
    }

    private static double value(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /**
     * Returns the metrics.
     *
     * @return the last value of each, by name
     */
    public Map<String, Double> metrics() {
        return metrics;
    }

    /**
     * Returns what people should know.
     *
     * @return sentences; more may be added
     */
    public List<String> notes() {
        return notes;
    }
}
