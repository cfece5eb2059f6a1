// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** A run that stopped for people, which is made once and copied for each test. */
final class WaitingRun {
    private final Path folder;
    private final Cli cli;
    private int files;

    private WaitingRun(Path folder) {
        this.folder = folder;
        this.cli = new Cli(home()).with("GXP_KEY_PASSWORD", "machine password");
    }

    /** Makes a run of the example with another spec. */
    static WaitingRun create(Path folder, UnaryOperator<String> spec) throws IOException {
        Path project = Files.createDirectories(folder.resolve("project"));
        Project.of(project)
                .edit("gxp.yaml", spec)
                .write("plan.md", "What may change without a new validation.\n")
                .write(
                        "test.sh",
                        "mkdir -p out\ncat > out/TEST.xml <<END\n<testsuite><testcase classname='A'"
                                + " name='same [reproducibility]'/></testsuite>\nEND\n");
        var run = new WaitingRun(folder);
        run.cli.run("run", run.spec());
        return run;
    }

    WaitingRun copy(Path to) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path from : all.sorted().toList()) {
                Path target = to.resolve(folder.relativize(from).toString());
                if (!Files.exists(target)) {
                    Files.copy(from, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WaitingRun(to);
    }

    Path home() {
        return folder.resolve("home");
    }

    Path project() {
        return folder.resolve("project");
    }

    String spec() {
        return project().resolve("gxp.yaml").toString();
    }

    Path bundle() {
        return project().resolve("gxp-evidence/flc-mortality-1.zip");
    }

    Cli cli() {
        return cli;
    }

    WaitingRun with(String variable, String value) {
        cli.with(variable, value);
        return this;
    }

    /** Returns what a call prints as JSON. */
    JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(spec(), "--format", "json"));
        Cli.Outcome outcome = cli.run(all.toArray(String[]::new));
        try {
            return new ObjectMapper().readTree(outcome.out());
        } catch (IOException e) {
            throw new UncheckedIOException(outcome.out() + outcome.err(), e);
        }
    }

    /** Returns what the run asks people for, {@code approval} or {@code waiver}. */
    JsonNode asked(String what) {
        JsonNode document = json("resume");
        assertThat(document.has(what)).as(document.toString()).isTrue();
        return document.get(what);
    }

    /** Hands envelopes to a command. */
    Cli.Outcome take(String command, byte[]... envelopes) {
        List<String> arguments = new ArrayList<>(List.of(command));
        for (byte[] envelope : envelopes) {
            arguments.add("--signed");
            arguments.add(file(envelope).toString());
        }
        arguments.add(spec());
        return cli.run(arguments.toArray(String[]::new));
    }

    Path file(byte[] envelope) {
        try {
            return Files.write(folder.resolve("given-" + ++files + ".dsse.json"), envelope);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String name) throws IOException {
        try (var zip = new ZipFile(bundle().toFile())) {
            var entry = zip.getEntry("flc-mortality-1/data/" + name);
            return entry == null ? "" : new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    void assertVerified() {
        Cli.Outcome verify = cli.run("verify", bundle().toString());
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
    }
}
