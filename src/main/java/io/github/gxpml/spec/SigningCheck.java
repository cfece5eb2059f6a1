// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;

/** A seal is made with one key. */
final class SigningCheck implements Check {
    private static final List<String> KEYS = List.of("key", "keystore", "kms");

    @Override
    public void check(Draft draft, Problems problems) {
        Part signing = draft.root().at("evidence", "signing");
        if (!signing.isMapping()) {
            return;
        }
        List<String> named = KEYS.stream().filter(key -> signing.at(key).isPresent()).toList();
        if (named.size() != 1) {
            problems.add(
                    signing.place(),
                    "`signing` names " + (named.isEmpty() ? "no key" : Words.allOf(named) + " at once"),
                    "keep one of `key`, `keystore` and `kms`, or leave `signing` out for the machine's own key");
        }
        if (signing.at("alias").isPresent() && !signing.at("keystore").isPresent()) {
            problems.add(signing.key("alias"), "`alias` is for a key in a `keystore`", "leave it out");
        }
    }
}
