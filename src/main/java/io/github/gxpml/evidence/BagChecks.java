// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks a bundle as a BagIt bag: what any BagIt tool would check too. */
final class BagChecks {
    private static final Set<String> TAGS = Set.copyOf(BagLayout.TAG_FILES);

    private BagChecks() {}

    static void bagit(Inspection in, Findings findings) throws IOException {
        findings.problemIf(
                !Arrays.equals(in.tag(BagLayout.BAGIT), BagLayout.bagit()),
                "bagit.txt does not declare BagIt 1.0 in UTF-8");
        Map<String, String> info = info(in);
        long files = 0;
        long bytes = 0;
        for (String name : in.names()) {
            files++;
            bytes += in.contents().files().get("data/" + name).bytes();
        }
        String oxum = bytes + "." + files;
        findings.problemIf(
                !oxum.equals(info.get("Payload-Oxum")),
                "bag-info.txt says that the payload is " + BagName.shown(info.getOrDefault("Payload-Oxum", "unknown"))
                        + " (bytes.files), it is " + oxum);
        String identifier = in.bundle().identifier();
        findings.problemIf(
                !identifier.equals(info.get("External-Identifier")), "bag-info.txt is not that of " + identifier);
        findings.good("BagIt 1.0, " + files + " files, " + bytes + " bytes");
    }

    private static Map<String, String> info(Inspection in) throws IOException {
        Map<String, String> info = new TreeMap<>();
        for (String line : new String(in.tag(BagLayout.BAG_INFO), StandardCharsets.UTF_8).split("\n")) {
            int colon = line.indexOf(": ");
            if (colon < 1 || info.put(line.substring(0, colon), line.substring(colon + 2)) != null) {
                throw new EvidenceException("bag-info.txt has a line that is not a label and its value, or one twice");
            }
        }
        return info;
    }

    static void manifest(Inspection in, Findings findings) throws IOException {
        SortedMap<String, String> listed = in.manifest(BagLayout.MANIFEST).digests();
        Set<String> all = new TreeSet<>(listed.keySet());
        all.addAll(in.contents().files().keySet());
        for (String path : all) {
            if (TAGS.contains(path)) {
                continue;
            }
            Contents.Found found = in.contents().files().get(path);
            if (found == null) {
                findings.problem(path + " is missing");
            } else if (!listed.containsKey(path)) {
                findings.problem(BagName.shown(path) + " was added: the manifest does not list it");
            } else if (!found.sha256().equals(listed.get(path))) {
                findings.problem(path + " was changed: its digest is not the one in the manifest");
            }
        }
        listed.keySet().stream()
                .filter(path -> !path.startsWith("data/"))
                .forEach(path -> findings.problem("the manifest lists " + path + ", which is not in data"));
        findings.good("every one of " + listed.size() + " files is as listed, and there is no other");
    }

    static void tagManifest(Inspection in, Findings findings) throws IOException {
        SortedMap<String, String> listed = in.manifest(BagLayout.TAG_MANIFEST).digests();
        Set<String> wanted = Set.of(BagLayout.BAGIT, BagLayout.BAG_INFO, BagLayout.MANIFEST);
        findings.problemIf(
                !listed.keySet().equals(wanted),
                "tagmanifest-sha256.txt does not list exactly "
                        + wanted.stream().sorted().toList());
        listed.forEach((path, digest) -> {
            Contents.Found found = in.contents().files().get(path);
            findings.problemIf(
                    found == null || !found.sha256().equals(digest),
                    path + " was changed or is missing: its digest is not the one in tagmanifest-sha256.txt");
        });
        findings.good("every tag file is as listed");
    }
}
