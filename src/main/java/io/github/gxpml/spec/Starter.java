// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Proposes a first {@code gxp.yaml} and {@code Jenkinsfile} for a user's own CSV file, and a {@code codepipeline.yaml}
 * for a spec. Never overwrites a file.
 */
public final class Starter {
    /** The file of a spec. */
    public static final String SPEC = "gxp.yaml";

    /** The file of a template. */
    public static final String CODEPIPELINE = "codepipeline.yaml";

    private static final List<String> VALIDATION = List.of("validation", "valid", "val", "test", "holdout");
    private static final List<String> LIVE = List.of("live", "current", "production", "prod", "monitoring");
    private static final int LONGEST_NAME = 1000;

    private Starter() {}

    /**
     * Proposes files that are to stand in the working folder.
     *
     * @param csv the training data, CSV in UTF-8 with a header; only its first 10,000 rows are read
     * @return the proposal
     * @throws SpecException if the file is not such a CSV file
     * @throws IOException if it cannot be read, as one sentence
     */
    public static Proposal propose(Path csv) throws SpecException, IOException {
        return propose(csv, Path.of(""));
    }

    /**
     * Proposes files that are to stand in a folder.
     *
     * @param csv the training data, CSV in UTF-8 with a header; only its first 10,000 rows are read
     * @param folder an existing folder
     * @return the proposal
     * @throws SpecException if the file is not such a CSV file
     * @throws IOException if it cannot be read, as one sentence
     */
    public static Proposal propose(Path csv, Path folder) throws SpecException, IOException {
        CsvSample sample = CsvSample.read(csv);
        String path = relative(csv, folder);
        if (path.chars().anyMatch(Character::isISOControl)
                || Characters.firstHidden(path).isPresent()) {
            throw CsvSample.problem(
                    csv.toString(), 1, "the file's name contains a hidden character", "rename the file");
        }
        var notes = new ArrayList<String>();
        List<ColumnProfile> columns = profiles(sample, notes);
        Roles roles = Roles.guess(columns);
        var files = new StarterSpec.Files(
                path,
                sibling(csv, sample.header(), VALIDATION).map(file -> relative(file, folder)),
                sibling(csv, sample.header(), LIVE).map(file -> relative(file, folder)));
        String spec = new StarterSpec(roles, files, sample, notes).text();
        if (spec.getBytes(StandardCharsets.UTF_8).length > SpecText.MAX_BYTES) {
            throw CsvSample.problem(
                    csv.toString(), 1, "the names of the columns are too long for one spec", "shorten them");
        }
        return new Proposal(spec, StarterJenkinsfile.text(files.live().isPresent()), notes);
    }

    /**
     * Writes the proposal into files that do not exist yet. A {@code Jenkinsfile} that is there already stays as it is.
     *
     * @param proposal what to write
     * @param folder an existing folder
     * @return the files written
     * @throws IOException if there is a {@code gxp.yaml} already, or the folder cannot be written to; as one sentence
     */
    public static List<Path> write(Proposal proposal, Path folder) throws IOException {
        Path spec = writeSpec(proposal, folder);
        Path jenkinsfile = folder.resolve("Jenkinsfile");
        return create(jenkinsfile, proposal.jenkinsfileText()) ? List.of(spec, jenkinsfile) : List.of(spec);
    }

    /**
     * Writes the spec of the proposal alone.
     *
     * @param proposal what to write
     * @param folder an existing folder
     * @return the file written
     * @throws IOException if there is a {@code gxp.yaml} already, or the folder cannot be written to; as one sentence
     */
    public static Path writeSpec(Proposal proposal, Path folder) throws IOException {
        Path spec = folder.resolve(SPEC);
        if (!create(spec, proposal.specText())) {
            throw new IOException(spec + " exists already and is not overwritten - move it away, or edit it");
        }
        return spec;
    }

    /**
     * Writes a pipeline of AWS CodePipeline over a spec, as a CloudFormation template. A {@code codepipeline.yaml} that
     * is there already stays as it is.
     *
     * @param spec a spec called {@code gxp.yaml} in the top folder of the source
     * @param folder an existing folder
     * @return the file written; empty if there was one
     * @throws IOException if the folder cannot be written to, as one sentence
     */
    public static Optional<Path> writeCodePipeline(Spec spec, Path folder) throws IOException {
        Path template = folder.resolve(CODEPIPELINE);
        return create(template, StarterCodePipeline.text(spec)) ? Optional.of(template) : Optional.empty();
    }

    private static boolean create(Path file, String text) throws IOException {
        try {
            Files.writeString(
                    file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new IOException(
                    "cannot write " + file + ": " + e.getMessage() + " - name a folder that can be written to", e);
        }
    }

    private static List<ColumnProfile> profiles(CsvSample sample, List<String> notes) throws SpecException {
        List<ColumnProfile> columns = IntStream.range(0, sample.header().size())
                .filter(i -> isUsable(sample.header().get(i)))
                .mapToObj(i -> ColumnProfile.of(sample, i))
                .toList();
        int unusable = sample.header().size() - columns.size();
        if (unusable > 0) {
            notes.add(unusable + (unusable == 1 ? " column has" : " columns have")
                    + " no name, or a name with hidden characters, and cannot be used until renamed.");
        }
        return columns;
    }

    private static boolean isUsable(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST_NAME
                && Characters.firstHidden(name).isEmpty();
    }

    /** Returns a file beside this one whose name tells its purpose and whose columns are the same. */
    private static Optional<Path> sibling(Path csv, List<String> header, List<String> purposes) {
        String name = csv.getFileName().toString();
        return purposes.stream()
                .flatMap(purpose -> IntStream.of(0, 1)
                        .mapToObj(i -> i == 0 ? name.replaceFirst("train(ing)?", purpose) : purpose + ".csv"))
                .map(csv.toAbsolutePath()::resolveSibling)
                .filter(file -> !file.getFileName().equals(csv.getFileName()) && hasHeader(file, header))
                .findFirst();
    }

    private static boolean hasHeader(Path file, List<String> header) {
        try {
            return Files.isRegularFile(file) && CsvSample.read(file).header().equals(header);
        } catch (SpecException | IOException e) {
            // a neighbour that is no CSV file is none of our business: it is just not proposed
            return false;
        }
    }

    private static String relative(Path file, Path folder) {
        Path to = file.toAbsolutePath().normalize();
        Path from = folder.toAbsolutePath().normalize();
        Path path = to.getRoot().equals(from.getRoot()) ? from.relativize(to) : to;
        return path.toString().replace('\\', '/');
    }
}
