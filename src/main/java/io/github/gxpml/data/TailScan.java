// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers outside given points, of any number of columns at once. */
final class TailScan {
    private final Session session;
    private final String relation;
    private final List<Need.Outside> needs = new ArrayList<>();
    private final List<MomentScan.Numeric> sides = new ArrayList<>();

    TailScan(Session session, String relation) {
        this.session = session;
        this.relation = relation;
    }

    void add(Need.Outside need, String number) {
        sides.add(side("below " + needs.size(), number, number + " < " + Sql.literal(need.lowest())));
        sides.add(side("above " + needs.size(), number, number + " > " + Sql.literal(need.highest())));
        needs.add(need);
    }

    private static MomentScan.Numeric side(String name, String number, String condition) {
        return new MomentScan.Numeric(name, "CASE WHEN " + condition + " THEN " + number + " END");
    }

    Map<String, Tails> scan() throws DataException {
        Map<String, Moments> moments = new MomentScan(session, relation).scan(sides);
        Map<String, Tails> tails = new LinkedHashMap<>();
        for (int i = 0; i < needs.size(); i++) {
            tails.put(needs.get(i).column(), new Tails(moments.get("below " + i), moments.get("above " + i)));
        }
        return tails;
    }
}
