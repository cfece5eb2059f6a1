// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gxp.engine.GateRow;
import java.util.Comparator;
import java.util.List;

/**
 * All gates of a run on one scale: how far each is from its nearer limit, in lengths of the part of its interval that points
 * there. Below -1 the whole interval is outside, above 1 it is inside, between them it crosses the limit.
 */
final class GateChart {
    /** More rows than that nobody reads; the tables have them all. */
    private static final int MOST = 40;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<Placed> placed;

    GateChart(List<GateView> gates) {
        placed = gates.stream()
                .filter(gate -> isPlaced(gate.row()))
                .map(GateChart::place)
                .filter(gate -> Double.isFinite(gate.distance))
                .sorted(Comparator.comparingDouble(Placed::distance))
                .toList();
    }

    /** A gate on the common scale; the ends of its interval are on it, too. */
    private record Placed(GateView gate, double distance, double near, double far) {}

    private static boolean isPlaced(GateRow gate) {
        return gate.value() != null
                && gate.lower() != null
                && gate.upper() != null
                && (gate.min() != null || gate.max() != null)
                && gate.lower() < gate.upper();
    }

    private static Placed place(GateView view) {
        GateRow gate = view.row();
        boolean above =
                gate.max() == null || gate.min() != null && gate.value() - gate.min() <= gate.max() - gate.value();
        double inside = above ? gate.value() - gate.min() : gate.max() - gate.value();
        double down = gate.value() - gate.lower();
        double up = gate.upper() - gate.value();
        // what points to the limit: down from a value above a lower limit, up from one below it
        double towards = above == inside >= 0 ? down : up;
        double away = above == inside >= 0 ? up : down;
        double unit = towards > 0 ? towards : away;
        double sign = inside >= 0 ? 1 : -1;
        return new Placed(view, inside / unit, (inside - sign * towards) / unit, (inside + sign * away) / unit);
    }

    boolean isEmpty() {
        return placed.isEmpty();
    }

    int shown() {
        return Math.min(MOST, placed.size());
    }

    int size() {
        return placed.size();
    }

    /** Returns the gates that are nearest to failing, as the page's script reads them. */
    String json() {
        ArrayNode rows = MAPPER.createArrayNode();
        for (Placed one : placed.subList(0, shown())) {
            ObjectNode row = rows.addObject();
            row.put("id", one.gate.getId());
            row.put("verdict", one.gate.getVerdict());
            row.put("waived", one.gate.isWaived());
            row.put("text", new IntervalBar(one.gate.row()).getText());
            row.put("distance", one.distance);
            row.put("near", one.near);
            row.put("far", one.far);
        }
        return rows.toString();
    }
}
