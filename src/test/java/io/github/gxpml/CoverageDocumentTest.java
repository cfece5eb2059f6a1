// SPDX-License-Identifier: MIT
package io.github.gxpml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds docs/coverage.md to its own rules, and to the checkout that it talks about. */
class CoverageDocumentTest {
    private static final int ROWS = 191;
    private static final int SECTIONS = 9;
    private static final Path SOURCES = Path.of("src/main/java/io/github/gxpml");
    private static final List<String> STATES = List.of("built", "partly", "planned", "nothing to build");
    private static final Pattern COUNT = Pattern.compile("(?m)^\\| ([a-z ]+) \\| ([0-9]+) \\|");
    private static final Pattern ROW = Pattern.compile("(?m)^\\|\\s*[0-9].*$");
    private static final Pattern SECTION = Pattern.compile("(?m)^## a\\.([0-9]+) ");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern CLASS =
            Pattern.compile("(?:io\\.github\\.gxpml\\.)?((?:[a-z][a-z0-9]*\\.)+[A-Z]\\w*).*");
    private static final Pattern PATH = Pattern.compile("(?:src|docs|examples)/.*");
    private static final Pattern GAP = Pattern.compile("Missing: .|^See [0-9]+\\.$");
    private static final Pattern COMES = Pattern.compile("With (?:the profiles of regulations|explanations"
            + "|robustness and recourse|monitoring over time|the Jenkins plugin|the CodePipeline worker"
            + "|the AWS adapters): .+");

    private record Row(int number, String state, String remark) {}

    @Test
    void shouldHoldToItsRules() throws IOException {
        assertThat(problems(document())).isEmpty();
    }

    @Test
    void shouldNameClassesAndPaths() throws IOException {
        assertThat(spans(document())).anyMatch(CLASS.asMatchPredicate()).anyMatch(PATH.asMatchPredicate());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "(?m)^\\| 191 .*\\n !  ! rows are 1 to 191",
                "(?m)^\\| 7 \\| ! | 8 | ! rows are 1 to 191",
                "(?m)^(\\| 7 .*\\n) ! $1$1 ! rows are 1 to 191",
                "(?m)^\\| 7 \\| ! | 7a | ! row `| 7a |",
                "(?m)^(\\| 30 \\|.*?\\|) built ! $1 done ! row 30 has the state `done`",
                "(?m)^(\\| 30 \\|.*?\\|) built ! $1 ! row 30 has the state ``",
                "(?m)^(\\| 30 \\|.*?\\|) built ! $1 partly ! row 30 does not say what is missing",
                "(?m)^(\\| 30 \\|.*?\\|) built ! $1 planned ! row 30 does not say with what it comes",
                "(?m)^(\\| 30 \\|.*?\\|) built .*$ ! $1 built | in the code | ! row 30 names no code",
                "(?m)^(\\| 30 \\|.*?\\|) built .*$ ! $1 built | x | y | ! has 5 columns",
                "(?m)^(\\| 22 \\|.*?build \\|).*$ ! $1 | ! row 22 gives no reason",
                "(?m)^\\| built \\| \\d+ ! | built | 190 ! says {built=190",
                "(?m)^\\| planned \\| .*\\n !  ! the head says",
                "(?m)^## a\\.4 .* ! ## More ! sections are",
                "`spec\\.RiskClass` ! `spec.RiskGlass` ! `spec.RiskGlass` is no class",
                "`spec\\.RiskClass` ! `gate.RiskClass.LOW` ! `gate.RiskClass.LOW` is no class",
                "`examples/flc-mortality` ! `examples/none` ! `examples/none` is not there",
                "`examples/flc-mortality` ! `docs/../pom.xml` ! `docs/../pom.xml` is not there",
            })
    void shouldSeeTheMistake(String pattern, String replacement, String problem) throws IOException {
        String sound = document();
        String spoiled = Pattern.compile(pattern).matcher(sound).replaceFirst(replacement == null ? "" : replacement);

        assertThat(spoiled).isNotEqualTo(sound);
        assertThat(problems(spoiled)).anyMatch(found -> found.contains(problem));
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("docs/coverage.md"));
    }

    private static List<String> problems(String document) {
        var problems = new ArrayList<String>();
        List<Row> rows = rows(document, problems);
        expect(
                problems,
                "rows",
                IntStream.rangeClosed(1, ROWS).boxed().toList(),
                rows.stream().map(Row::number).toList());
        expect(
                problems,
                "sections",
                IntStream.rangeClosed(1, SECTIONS).boxed().toList(),
                SECTION.matcher(document)
                        .results()
                        .map(section -> Integer.valueOf(section.group(1)))
                        .toList());
        rows.forEach(row -> check(row, problems));
        counts(document, rows, problems);
        spans(document).forEach(span -> exists(span, problems));
        return problems;
    }

    private static List<Row> rows(String document, List<String> problems) {
        var rows = new ArrayList<Row>();
        for (MatchResult line : ROW.matcher(document).results().toList()) {
            String[] cells = line.group().strip().split("\\|", -1);
            if (cells.length == 6 && cells[1].strip().matches("[0-9]{1,3}") && !cells[2].isBlank()) {
                rows.add(new Row(Integer.parseInt(cells[1].strip()), cells[3].strip(), cells[4].strip()));
            } else {
                problems.add("row `" + line.group() + "` has " + (cells.length - 2) + " columns, or no number or name");
            }
        }
        return rows;
    }

    private static void expect(List<String> problems, String what, List<Integer> wanted, List<Integer> found) {
        if (!found.equals(wanted)) {
            problems.add(what + " are 1 to " + wanted.size() + " in this order, each once, and not " + found);
        }
    }

    private static void check(Row row, List<String> problems) {
        Optional<String> problem = switch (row.state()) {
            case "built" -> unless(spans(row.remark()).stream().anyMatch(CLASS.asMatchPredicate()), "names no code");
            case "partly" -> unless(GAP.matcher(row.remark()).find(), "does not say what is missing");
            case "planned" -> unless(COMES.matcher(row.remark()).matches(), "does not say with what it comes");
            case "nothing to build" -> unless(!row.remark().isEmpty(), "gives no reason");
            default -> Optional.of("has the state `" + row.state() + "`");
        };
        problem.ifPresent(text -> problems.add("row " + row.number() + " " + text));
    }

    private static Optional<String> unless(boolean sound, String problem) {
        return sound ? Optional.empty() : Optional.of(problem);
    }

    private static void counts(String document, List<Row> rows, List<String> problems) {
        String head = document.substring(0, Math.max(0, document.indexOf("\n## ")));
        Map<String, Long> said = new TreeMap<>();
        COUNT.matcher(head).results().forEach(count -> said.put(count.group(1), Long.valueOf(count.group(2))));
        Map<String, Long> counted = new TreeMap<>();
        STATES.forEach(state -> counted.put(
                state, rows.stream().filter(row -> row.state().equals(state)).count()));
        if (!said.equals(counted)) {
            problems.add("the head says " + said + ", the rows are " + counted);
        }
    }

    private static List<String> spans(String text) {
        return CODE.matcher(text).results().map(span -> span.group(1)).toList();
    }

    private static void exists(String span, List<String> problems) {
        Matcher named = CLASS.matcher(span);
        if (named.matches()
                && !Files.isRegularFile(SOURCES.resolve(named.group(1).replace('.', '/') + ".java"))) {
            problems.add("`" + span + "` is no class below " + SOURCES);
        }
        if (PATH.matcher(span).matches() && !(Files.exists(Path.of(span)) && isPlain(Path.of(span)))) {
            problems.add("`" + span + "` is not there");
        }
    }

    /** A path that climbs is not one of ours, wherever it ends. */
    private static boolean isPlain(Path path) {
        return path.equals(path.normalize());
    }
}
