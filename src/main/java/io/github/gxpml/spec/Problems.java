// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong in one file. Keeps the first 300 problems and counts the others. */
final class Problems {
    private static final int KEPT = 300;
    private final String file;
    private final List<Problem> found = new ArrayList<>();
    private int dropped;

    Problems(String file) {
        this.file = file;
    }

    void add(Place at, String message, String remedy) {
        if (found.size() < KEPT) {
            found.add(new Problem(file, at.line(), at.column(), message, remedy));
        } else {
            dropped++;
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** Returns {@code did you mean `x`?} or else the given remedy; does not look once problems are only counted. */
    String nearest(String written, Collection<String> allowed, String remedy) {
        return found.size() >= KEPT ? remedy : Suggestions.orElse(written, allowed, remedy);
    }

    List<Problem> inOrderOfFile() {
        var sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        if (dropped > 0) {
            Problem last = sorted.get(sorted.size() - 1);
            sorted.add(new Problem(
                    file, last.line(), last.column(), dropped + " further problems", "put those above right first"));
        }
        return List.copyOf(sorted);
    }
}
