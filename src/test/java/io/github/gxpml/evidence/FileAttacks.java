// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.Attack.files;
import static io.github.gxpml.evidence.Mutations.BASE;
import static io.github.gxpml.evidence.Mutations.edited;
import static io.github.gxpml.evidence.Mutations.relisted;
import static io.github.gxpml.evidence.Mutations.text;
import static io.github.gxpml.evidence.Mutations.with;
import static io.github.gxpml.evidence.Mutations.without;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What somebody without any key can do to files. */
final class FileAttacks {
    private static final String REPORT = BASE + "data/report.html";
    private static final String SEAL = BASE + "seal.dsse.json";
    private static final String PLAIN = BASE + "seal.sig";
    private static final String MANIFEST = BASE + "manifest-sha256.txt";
    private static final int DOCUMENT = 64 << 20;
    private static final int NOISE = 400 << 10;

    private FileAttacks() {}

    static List<Attack> all() {
        List<Attack> all = new ArrayList<>(changes());
        all.addAll(exchanges());
        return all;
    }

    private static List<Attack> changes() {
        return List.of(
                files(
                        "flipped-byte",
                        "manifest",
                        "data/report.html was changed: its digest is not the one in the manifest",
                        (good, files) -> flipped(files, REPORT, 20)),
                files(
                        "flipped-byte-in-bag-info",
                        "tag-manifest",
                        "bag-info.txt was changed or is missing: its digest is not the one in tagmanifest-sha256.txt",
                        (good, files) -> flipped(files, BASE + "bag-info.txt", 20)),
                files(
                        "flipped-byte-in-seal",
                        "signature",
                        "the signed statement is not written as one DSSE envelope is",
                        (good, files) -> edited(files, SEAL, "vnd.in-toto", "vnd.in-totn")),
                files(
                        "removed-file",
                        "manifest",
                        "data/report.html is missing",
                        (good, files) -> without(files, REPORT)),
                files(
                        "added-file",
                        "manifest",
                        "data/more.txt was added: the manifest does not list it",
                        (good, files) -> with(files, BASE + "data/more.txt", "more")),
                files(
                        "renamed-file",
                        "manifest",
                        "data/report.htm was added: the manifest does not list it; data/report.html is missing",
                        (good, files) -> with(without(files, REPORT), BASE + "data/report.htm", text(files, REPORT))),
                files(
                        "relisted-file",
                        "seal",
                        "the seal was made for another manifest-sha256.txt than the one here; the seal was made for"
                                + " another tagmanifest-sha256.txt than the one here",
                        (good, files) -> relisted(flipped(files, REPORT, 20))));
    }

    private static List<Attack> exchanges() {
        return List.of(
                files(
                        "swapped-signature",
                        "seal",
                        "the seal was made for another manifest-sha256.txt than the one here; the seal was made for"
                                + " another tagmanifest-sha256.txt than the one here; the seal's run is 6, the"
                                + " bundle's is 7; *",
                        (good, files) -> with(files, SEAL, text(good.earlierFiles(), SEAL))),
                files(
                        "swapped-plain-signature",
                        "signature",
                        "seal.sig is not the signature of the seal's key over the manifest",
                        (good, files) -> with(files, PLAIN, text(good.earlierFiles(), PLAIN))),
                new Attack(
                        "older-bundle-newer-name",
                        "seal",
                        "the file is called flc-mortality-8.zip, but it holds flc-mortality-7",
                        (good, folder) -> Files.write(folder.resolve("flc-mortality-8.zip"), good.zip())),
                files(
                        "older-bundle-newer-folder",
                        "seal",
                        "the folder in the zip is called flc-mortality-8, but it holds flc-mortality-7",
                        (good, files) -> moved(files)),
                files(
                        "huge-manifest",
                        "manifest",
                        "manifest-sha256.txt is too large for a document",
                        (good, files) -> huge(files)));
    }

    private static Map<String, byte[]> flipped(Map<String, byte[]> files, String name, int offset) {
        Map<String, byte[]> changed = new LinkedHashMap<>(files);
        byte[] bytes = files.get(name).clone();
        bytes[offset] ^= 1;
        changed.put(name, bytes);
        return changed;
    }

    private static Map<String, byte[]> moved(Map<String, byte[]> files) {
        Map<String, byte[]> moved = new LinkedHashMap<>();
        files.forEach((name, bytes) -> moved.put(name.replace("-7/", "-8/"), bytes));
        return moved;
    }

    /** Packs too badly for a bomb, by the noise in it, and is too large for a document by one byte. */
    private static Map<String, byte[]> huge(Map<String, byte[]> files) throws IOException {
        Map<String, byte[]> changed = new LinkedHashMap<>(files);
        byte[] manifest = new byte[DOCUMENT + 1];
        byte[] noise = new byte[NOISE];
        new Random(1).nextBytes(noise);
        System.arraycopy(noise, 0, manifest, 0, noise.length);
        changed.put(MANIFEST, manifest);
        return changed;
    }
}
