// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.util.ArrayList;
import java.util.List;

/** What a worker has seen that is against the rules, as the health page shows it: the latest, since it started. */
final class Findings {
    private static final int MOST = 20;

    private final List<String> sentences = new ArrayList<>();

    synchronized void add(String sentence) {
        sentences.add(sentence);
        if (sentences.size() > MOST) {
            sentences.remove(0);
        }
    }

    synchronized List<String> list() {
        return List.copyOf(sentences);
    }
}
