// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Job;
import io.jenkins.plugins.gxp.engine.Verdicts;
import io.jenkins.plugins.gxp.evidence.index.EvidenceIndex;
import io.jenkins.plugins.gxp.evidence.index.IndexEntry;
import io.jenkins.plugins.gxp.evidence.index.IndexGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Some builds of one model of a job: what they said, and how the number of one gate went. */
final class Trend {
    static final int MOST = 1_000;
    private static final int USUAL = 100;
    /** What gates there are, is taken from so many of the newest builds. */
    private static final int LOOKED_AT = 10;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Job<?, ?> job;
    private final String model;
    private final TreeMap<Integer, List<IndexEntry>> builds = new TreeMap<>();
    private final boolean older;
    private final boolean newer;

    Trend(Job<?, ?> job, String wanted, int before, int wantedBuilds) {
        this.job = job;
        List<IndexEntry> entries = EvidenceIndex.entries(job);
        boolean known = entries.stream().anyMatch(entry -> entry.model().equals(wanted));
        model = known || entries.isEmpty()
                ? String.valueOf(wanted)
                : entries.get(entries.size() - 1).model();
        for (IndexEntry entry : entries) {
            if (entry.model().equals(model)) {
                builds.computeIfAbsent(entry.build(), any -> new ArrayList<>()).add(entry);
            }
        }
        newer = before > 0 && builds.ceilingKey(before) != null;
        if (before > 0) {
            builds.tailMap(before).clear();
        }
        int most = wantedBuilds <= 0 ? USUAL : Math.min(MOST, wantedBuilds);
        older = builds.size() > most;
        while (builds.size() > most) {
            builds.pollFirstEntry();
        }
    }

    /**
     * Returns the document that the page's script reads.
     *
     * @param wanted the gate to follow
     * @return JSON
     */
    String json(String wanted) {
        Set<String> ids = new TreeSet<>();
        String usual = gates(ids);
        String gate = wanted != null && ids.contains(wanted) ? wanted : usual;
        ObjectNode document = MAPPER.createObjectNode();
        document.put("model", model);
        document.put("gate", gate);
        document.put("older", older);
        document.put("newer", newer);
        document.put("first", builds.isEmpty() ? 0 : builds.firstKey());
        ids.forEach(document.putArray("gates")::add);
        var points = document.putArray("builds");
        builds.forEach((number, stages) -> point(points.addObject(), number, stages, gate));
        return document.toString();
    }

    /** Collects the gates, and chooses the first of the newest build that does not pass, or else one with an interval. */
    private String gates(Set<String> ids) {
        List<IndexGate> gates = new ArrayList<>();
        builds.descendingMap().values().stream()
                .limit(LOOKED_AT)
                .forEach(stages -> stages.forEach(stage -> gates.addAll(EvidenceIndex.gates(job, stage))));
        gates.forEach(gate -> ids.add(gate.id()));
        return gates.stream()
                .filter(gate -> gate.isMeasured() && !gate.verdict().equals(Verdicts.PASS))
                .findFirst()
                .or(() -> gates.stream().filter(IndexGate::isMeasured).findFirst())
                .or(() -> gates.stream().findFirst())
                .map(IndexGate::id)
                .orElse("");
    }

    private void point(ObjectNode point, int number, List<IndexEntry> stages, String gate) {
        IndexEntry last = stages.get(stages.size() - 1);
        point.put("build", number);
        point.put("at", last.at());
        point.put("version", last.version());
        point.put("verdict", last.verdict());
        point.put(
                "pass", stages.stream().mapToInt(stage -> stage.counts().pass()).sum());
        point.put(
                "fail", stages.stream().mapToInt(stage -> stage.counts().fail()).sum());
        point.put(
                "undecided",
                stages.stream().mapToInt(stage -> stage.counts().undecided()).sum());
        find(stages, gate).ifPresent(found -> {
            ObjectNode values = point.putObject("gate");
            values.put("verdict", found.verdict());
            values.put("waived", found.waived());
            found.numbers().forEach(values::put);
        });
    }

    /** The name of a gate begins with its stage, so that one line has to be read. */
    private Optional<IndexGate> find(List<IndexEntry> stages, String gate) {
        for (int i = stages.size() - 1; i >= 0; i--) {
            IndexEntry stage = stages.get(i);
            if (gate.startsWith(stage.stage() + "/")) {
                Optional<IndexGate> found = EvidenceIndex.gates(job, stage).stream()
                        .filter(one -> one.id().equals(gate))
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
