// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.VerificationReport.Check;
import io.github.gxpml.evidence.VerificationReport.Status;
import io.github.gxpml.io.Parallel;
import io.github.gxpml.lineage.FilesByContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the files that a bundle names, and does not hold, with those in some folders: under the recorded path first,
 * else by content under any name. Asked for by whoever has the data; no part of what a bundle shows by itself. Follows
 * no link that leads out of a folder.
 */
public final class DataCheck {
    /** The name of the check. */
    public static final String NAME = "data";

    private final FilesByContent files;
    private final List<Path> folders;
    private final Findings findings = new Findings();
    private final Set<NamedFile> outside = new HashSet<>();

    private DataCheck(List<Path> folders) {
        this.folders = folders;
        this.files = new FilesByContent(folders);
    }

    /** A file under a recorded path. */
    private record Place(NamedFile wanted, Path file) {}

    /**
     * Adds the check to what verifying a bundle came to.
     *
     * @param report of the same bundle
     * @param bundle the zip, or the folder that it was unzipped to
     * @param folders existing folders with data
     * @return the report with one check more; failed if a file is missing or another one, or if the bundle names none
     */
    public static VerificationReport add(VerificationReport report, Path bundle, List<Path> folders) {
        return report.with(
                report.ok()
                        ? check(report, bundle, folders)
                        : new Check(NAME, Status.NOT_RUN, "not looked at, because the bundle is not to be believed"));
    }

    private static Check check(VerificationReport report, Path bundle, List<Path> folders) {
        try (SealedBundle sealed =
                SealedBundle.open(bundle, report.manifestSha256().orElseThrow())) {
            List<Path> real = new ArrayList<>();
            for (Path folder : folders) {
                real.add(folder.toRealPath());
            }
            return new DataCheck(real.stream().distinct().toList()).compare(NamedFile.of(sealed));
        } catch (IOException | RuntimeException e) {
            return new Check(NAME, Status.FAILED, EvidenceException.reason(e));
        }
    }

    private Check compare(NamedFile.All named) throws IOException {
        if (named.files().isEmpty()) {
            return new Check(NAME, Status.FAILED, "the bundle names no file of data, so there is nothing to compare");
        }
        List<Place> places = new ArrayList<>();
        for (NamedFile wanted : named.files()) {
            places.addAll(places(wanted));
        }
        Parallel.map(places.stream().map(Place::file).distinct().toList(), files::digest);
        List<NamedFile> elsewhere = new ArrayList<>();
        int equal = 0;
        for (NamedFile wanted : named.files()) {
            List<Place> own = places.stream()
                    .filter(place -> place.wanted().equals(wanted))
                    .toList();
            boolean changed = wanted.inPlace() && changed(own);
            boolean found = has(own, wanted);
            if (found && !changed) {
                equal++;
            } else if (!changed) {
                elsewhere.add(wanted);
            }
        }
        equal += byContent(elsewhere, places);
        return check(equal, named);
    }

    private Check check(int equal, NamedFile.All named) {
        String count = equal + " of " + named.files().size() + " files that the bundle names found and equal";
        String undigested = named.undigested().isEmpty()
                ? ""
                : "; " + named.undigested().size()
                        + " not compared, without a digest because not there during the run: "
                        + BagName.shown(String.join(", ", named.undigested()));
        findings.good(count + undigested);
        Check check = findings.check(NAME);
        return check.status() == Status.OK ? check : new Check(NAME, check.status(), count + "; " + check.message());
    }

    private boolean has(List<Place> places, NamedFile wanted) throws IOException {
        for (Place place : places) {
            if (files.digest(place.file()).equals(wanted.content().sha256())) {
                return true;
            }
        }
        return false;
    }

    /** Says of each file under the recorded path that is another one. */
    private boolean changed(List<Place> places) throws IOException {
        boolean changed = false;
        for (Place place : places) {
            String found = files.digest(place.file());
            NamedFile wanted = place.wanted();
            if (!found.equals(wanted.content().sha256())) {
                changed = true;
                findings.problem(wanted.shown() + " is another file than in the run: recorded SHA-256 "
                        + BagName.shown(wanted.content().sha256()) + ", found " + found + " in "
                        + BagName.shown(place.file().toString()));
            }
        }
        return changed;
    }

    private int byContent(List<NamedFile> wanted, List<Place> places) throws IOException {
        if (wanted.isEmpty()) {
            return 0;
        }
        Map<String, Path> found =
                files.find(wanted.stream().map(NamedFile::content).toList());
        int equal = 0;
        for (NamedFile file : wanted) {
            if (found.containsKey(file.content().sha256())) {
                equal++;
            } else if (!changed(
                    places.stream().filter(place -> place.wanted().equals(file)).toList())) {
                findings.problem(missing(file));
            }
        }
        return equal;
    }

    private String missing(NamedFile file) {
        return file.shown() + " is missing: no file below "
                + BagName.shown(String.join(
                        ", ", new TreeSet<>(folders.stream().map(Path::toString).toList())))
                + " has SHA-256 " + BagName.shown(file.content().sha256())
                + file.content().bytes().map(bytes -> " (" + bytes + " bytes)").orElse("")
                + (outside.contains(file)
                        ? "; a link under its path leads out of the folder and was not followed"
                        : "");
    }

    /** Finds what lies under the recorded path in each folder. */
    private List<Place> places(NamedFile wanted) {
        List<Place> places = new ArrayList<>();
        for (Path folder : folders) {
            under(folder, wanted).ifPresent(file -> places.add(new Place(wanted, file)));
        }
        return places;
    }

    private Optional<Path> under(Path folder, NamedFile wanted) {
        try {
            Path file = folder.resolve(wanted.path()).normalize();
            if (!file.startsWith(folder) || !Files.exists(file)) {
                return Optional.empty();
            }
            Path real = file.toRealPath();
            if (!real.startsWith(folder)) {
                outside.add(wanted);
                return Optional.empty();
            }
            return Files.isRegularFile(real) ? Optional.of(real) : Optional.empty();
        } catch (InvalidPathException | IOException e) {
            return Optional.empty(); // a name that this system cannot have; the content is looked for all the same
        }
    }
}
