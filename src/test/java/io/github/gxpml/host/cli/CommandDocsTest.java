// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that {@code gxp --help} lists, those of {@code gxp worker} among them, is in docs/commands.md. */
class CommandDocsTest {
    private static final List<String> OF_THE_LIBRARY = List.of("help", "generate-completion");

    static List<String> commands() {
        return Stream.concat(listed(""), listed("worker"))
                .filter(command -> !command.equals("worker") && !OF_THE_LIBRARY.contains(command))
                .toList();
    }

    private static Stream<String> listed(String parent) {
        var cli = new Cli(Path.of("target"));
        String help = (parent.isEmpty() ? cli.run("--help") : cli.run(parent, "--help")).out();
        String commands = help.substring(help.indexOf("Commands:"));
        String[] lines = commands.split("Exit codes:")[0].split("\\R");
        return Arrays.stream(lines)
                .filter(line -> line.matches("  [a-z].*"))
                .map(line -> line.strip().split(" ")[0])
                .map(name -> (parent + " " + name).strip());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldNameEveryCommand(String command) throws IOException {
        Optional<String> row = Files.readAllLines(Path.of("docs/commands.md")).stream()
                .filter(line ->
                        line.startsWith("| `gxp ") && line.split("\\|")[1].matches(".*`gxp " + command + "[ `].*"))
                .findFirst();

        assertThat(row).as("a row of docs/commands.md for gxp " + command).isPresent();
    }
}
