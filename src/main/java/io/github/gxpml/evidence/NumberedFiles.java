// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files that count up from 1 in their names; a gap is refused, for what is missing may have said no. */
final class NumberedFiles {
    private NumberedFiles() {}

    static List<String> of(BagFiles bag, String prefix, String suffix) throws EvidenceException {
        Map<Integer, String> files = new TreeMap<>();
        try {
            for (String name : bag.names()) {
                if (name.startsWith(prefix)) {
                    files.put(number(name, prefix, suffix), name);
                }
            }
        } catch (EvidenceException e) {
            throw e;
        } catch (IOException e) {
            throw new EvidenceException("signatures cannot be listed: " + EvidenceException.reason(e), e);
        }
        for (int number = 1; number <= files.size(); number++) {
            if (!files.containsKey(number)) {
                throw new EvidenceException("data/" + prefix + number + suffix + " is missing");
            }
        }
        return List.copyOf(files.values());
    }

    private static int number(String name, String prefix, String suffix) throws EvidenceException {
        if (!name.matches("\\Q" + prefix + "\\E[1-9][0-9]{0,5}\\Q" + suffix + "\\E")) {
            throw new EvidenceException("data/" + name + " is not named as such files are");
        }
        return Integer.parseInt(name.substring(prefix.length(), name.length() - suffix.length()));
    }
}
