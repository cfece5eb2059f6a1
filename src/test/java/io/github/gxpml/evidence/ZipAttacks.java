// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.Attack.more;
import static io.github.gxpml.evidence.Attack.zip;
import static io.github.gxpml.evidence.Mutations.BASE;
import static io.github.gxpml.evidence.ZipForge.centralOf;
import static io.github.gxpml.evidence.ZipForge.deflate;
import static io.github.gxpml.evidence.ZipForge.indexOf;
import static io.github.gxpml.evidence.ZipForge.joined;
import static io.github.gxpml.evidence.ZipForge.put;
import static io.github.gxpml.evidence.ZipForge.replaced;
import static io.github.gxpml.evidence.ZipForge.sized;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Zips that are not what they seem. */
final class ZipAttacks {
    private static final String REPORT = BASE + "data/report.html";
    private static final String BOMB = BASE + "data/bomb";
    private static final int LINK = 0120777;
    private static final int DEVICE = 0020666;

    private ZipAttacks() {}

    static List<Attack> all() {
        List<Attack> all = new ArrayList<>(names());
        all.addAll(kinds());
        all.addAll(bytes());
        return all;
    }

    private static List<Attack> names() {
        return List.of(
                named("zip-slip", "../evil", "../evil is refused: its name climbs out of its folder"),
                named("absolute-path", "/etc/evil", "/etc/evil is refused: its name is absolute"),
                named("drive-letter", "C:/evil", "C:/evil is refused: its name holds one of *"),
                named("second-folder", "other/evil", "other/evil does not lie in the one folder of the bundle"),
                named("hidden-file", BASE + ".evil", BASE + ".evil is refused: its name has a part that is empty or *"),
                named(
                        "decomposed-name",
                        BASE + "data/e\u0301",
                        BASE + "data/e\u0301 is refused: its name is not in Unicode normal form C"),
                named(
                        "name-that-turns-round",
                        BASE + "data/lmth\u202e.exe",
                        BASE + "data/lmth\\u202e.exe is refused: its name holds a control character"),
                named("duplicated-entry", REPORT, REPORT + " is in the zip twice, or under two names that *"),
                named(
                        "two-names-in-one-case",
                        BASE + "data/Report.HTML",
                        BASE + "data/Report.HTML is in the zip twice, or under two names that *"),
                more(
                        "second-name",
                        BASE + "data/good.txt is refused: it has a second name",
                        out -> put(out, twice(BASE + "data/good.txt", "evil.sh"), "x")),
                zip(
                        "backslash",
                        REPORT + " is refused: its name holds a backslash or is not written in UTF-8",
                        zip -> replaced(zip, REPORT, REPORT.replace('/', '\\'))));
    }

    private static List<Attack> kinds() {
        return List.of(
                more(
                        "symbolic-link",
                        BASE + "data/link is refused: it is a link or a special file",
                        out -> put(out, ofMode(BASE + "data/link", LINK), "/etc/passwd")),
                more(
                        "device",
                        BASE + "data/device is refused: it is a link or a special file",
                        out -> put(out, ofMode(BASE + "data/device", DEVICE), "")),
                zip("encrypted-entry", REPORT + " is refused: it is encrypted; *", zip -> central(zip, 8, 1)),
                zip(
                        "unknown-packing",
                        REPORT + " is refused: it is packed by method 12; *",
                        zip -> central(zip, 10, 12)),
                more(
                        "zip-bomb",
                        BOMB + " is refused: it unpacks to more than 200 times its size",
                        out -> put(out, new ZipArchiveEntry(BOMB), new byte[80 << 20])),
                new Attack(
                        "zip-bomb-of-ten-bytes",
                        "container",
                        "bundle.zip: " + BOMB + " is refused: it unpacks to more than 200 times its *",
                        ZipAttacks::lyingBomb));
    }

    private static List<Attack> bytes() {
        return List.of(
                zip(
                        "bytes-behind-the-zip",
                        "the file does not end as a zip does: it is cut off, or something was added to it",
                        zip -> joined(zip, SomeRun.bytes("tail"))),
                zip(
                        "bytes-before-the-zip",
                        "the zip's directory is not where the zip says it is",
                        zip -> joined(SomeRun.bytes("#!/bin/sh\n"), zip)),
                zip(
                        "bytes-between-files",
                        "there are bytes before the zip's directory that belong to no file",
                        ZipAttacks::gap),
                more(
                        "bytes-behind-a-packed-file",
                        BASE + "data/hello.txt unpacks to something else than the zip says",
                        ZipAttacks::hidden),
                zip(
                        "two-descriptions",
                        REPORT + " is described in two ways that do not agree",
                        ZipAttacks::renamedInOnePlace),
                zip("directory-of-more-files", "the zip says it holds 23 entries and holds 22", ZipAttacks::oneMore));
    }

    private static Attack named(String name, String entry, String message) {
        return more(name, message, out -> put(out, new ZipArchiveEntry(entry), "evil"));
    }

    private static ZipArchiveEntry twice(String name, String second) {
        var entry = new ZipArchiveEntry(name);
        entry.addExtraField(new UnicodePathExtraField(second, SomeRun.bytes(name)));
        return entry;
    }

    private static ZipArchiveEntry ofMode(String name, int mode) {
        var entry = new ZipArchiveEntry(name);
        entry.setUnixMode(mode);
        return entry;
    }

    private static byte[] central(byte[] zip, int offset, int value) {
        byte[] changed = zip.clone();
        int at = centralOf(zip, REPORT) + offset;
        changed[at] = (byte) (offset == 8 ? changed[at] | value : value);
        return changed;
    }

    private static byte[] renamedInOnePlace(byte[] zip) {
        byte[] changed = zip.clone();
        byte[] name = SomeRun.bytes(REPORT);
        changed[indexOf(zip, name) + name.length - 1] = 'k';
        return changed;
    }

    private static byte[] oneMore(byte[] zip) {
        byte[] changed = zip.clone();
        changed[zip.length - 22 + 8]++;
        changed[zip.length - 22 + 10]++;
        return changed;
    }

    private static byte[] gap(byte[] zip) {
        return ZipForge.beforeDirectory(zip, SomeRun.bytes("hidden"));
    }

    private static void hidden(ZipArchiveOutputStream out) throws IOException {
        byte[] packed = deflate(SomeRun.bytes("hello"));
        var entry = new ZipArchiveEntry(BASE + "data/hello.txt");
        entry.setMethod(ZipArchiveEntry.DEFLATED);
        entry.setSize(5);
        entry.setCompressedSize(packed.length + 6L);
        var crc = new CRC32();
        crc.update(SomeRun.bytes("hello"));
        entry.setCrc(crc.getValue());
        out.addRawArchiveEntry(entry, new ByteArrayInputStream(joined(packed, SomeRun.bytes("hidden"))));
    }

    private static void lyingBomb(GoodRelease good, java.nio.file.Path folder) throws IOException {
        byte[] zip = java.nio.file.Files.readAllBytes(
                ZipForge.writeMore(good.run, out -> put(out, new ZipArchiveEntry(BOMB), new byte[80 << 20])));
        java.nio.file.Files.write(folder.resolve(Attack.BUNDLE), sized(zip, BOMB, 10));
    }
}
