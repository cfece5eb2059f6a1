// SPDX-License-Identifier: MIT
package io.github.gxpml;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.annotation.Testable;

/**
 * The shape of the code as rules. Each rule is also shown an offender, as a rule that cannot fail protects nothing.
 *
 * <p>No rule allows an empty choice of classes: each speaks about all of them, so one that sees none has lost them.
 */
class ArchitectureTest {
    private static final JavaClasses CODE = classesOf(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS);
    private static final JavaClasses TESTS = classesOf(ImportOption.Predefined.ONLY_INCLUDE_TESTS);

    /** Names that say nothing about what a class is. */
    private static final String EMPTY_NAMES = ".*(Impl|Utils?|Helper|Manager)";

    /** What this code does not do; to quieten the logger of a library is allowed. */
    private static final String LOGGING =
            "log.*|severe|warning|info|config|fine|finer|finest|entering|exiting|throwing";

    static Stream<Arguments> rulesAndOffenders() {
        return Stream.of(
                arguments(noClasses().should().callMethodWhere(isCall(Logger.class, LOGGING)), Logs.class),
                arguments(onlyIn("host").callMethodWhere(isCall(System.class, "exit")), Exits.class),
                arguments(onlyIn("host").callMethodWhere(isCall(Runtime.class, "exit|halt")), Halts.class),
                arguments(onlyIn("host").accessField(System.class, "out"), Prints.class),
                arguments(onlyIn("host").accessField(System.class, "err"), PrintsError.class),
                arguments(noClasses().should().callMethodWhere(isStackTrace()), PrintsStackTrace.class),
                arguments(noClasses().should().callConstructorWhere(isBareException()), ThrowsBare.class),
                arguments(noClasses().should().haveNameMatching(EMPTY_NAMES), EverythingManager.class));
    }

    @ParameterizedTest
    @MethodSource("rulesAndOffenders")
    void shouldHoldInTheCode(ArchRule rule) {
        rule.check(CODE);
    }

    @ParameterizedTest
    @MethodSource("rulesAndOffenders")
    void shouldSeeTheOffender(ArchRule rule, Class<?> offender) {
        assertThat(rule.evaluate(new ClassFileImporter().importClasses(offender))
                        .hasViolation())
                .isTrue();
    }

    @Test
    void shouldKnowNoJenkinsAndKeepTheAwsSdkInOnePackage() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hudson..", "jenkins..", "org.kohsuke..")
                .check(CODE);
        onlyIn("aws")
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .check(CODE);
    }

    @Test
    void shouldKeepSparkOutOfEverythingButItsEngineAndItsHost() {
        ArchRule rule = noClasses()
                .that()
                .haveNameNotMatching("io\\.github\\.gxpml\\.(data\\.Spark\\w*|host\\.spark\\.\\w*)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "org.apache.parquet..", "scala..");
        rule.check(CODE);
        assertThat(rule.evaluate(new ClassFileImporter().importClasses(NamesSpark.class))
                        .hasViolation())
                .isTrue();
    }

    @Test
    void shouldFollowTheArrowsOfTheDiagram() {
        drawnIn(diagram()).check(CODE);
    }

    @Test
    void shouldSeeEachArrowThatIsNotDrawn(@TempDir Path folder) throws IOException {
        Path withoutArrows = folder.resolve("design.puml");
        Files.writeString(withoutArrows, Files.readString(diagram()).replaceAll("(?m)^.*-->.*$", ""));

        assertThat(drawnIn(withoutArrows).evaluate(CODE).hasViolation()).isTrue();
    }

    @Test
    void shouldDrawEachPackage() throws IOException {
        String[] drawn = Pattern.compile("<<(.+)>>")
                .matcher(Files.readString(diagram()))
                .results()
                .map(component -> component.group(1))
                .toArray(String[]::new);

        classes().should().resideInAnyPackage(drawn).check(CODE);
    }

    @Test
    void shouldHaveNoCycles() {
        // Of components, also if one were drawn. Inside of one, the root may list its parts: a registry does.
        slices().matching("io.github.gxpml.(*)..").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void shouldKeepTestsPackagePrivate() {
        methods()
                .that()
                .areMetaAnnotatedWith(Testable.class)
                .should()
                .notBePublic()
                .check(TESTS);
        classes().that().haveSimpleNameEndingWith("Test").should().notBePublic().check(TESTS);
    }

    private static JavaClasses classesOf(ImportOption option) {
        return new ClassFileImporter().withImportOption(option).importPackages("io.github.gxpml");
    }

    private static ArchRule drawnIn(Path diagram) {
        try {
            return classes()
                    .should(adhereToPlantUmlDiagram(diagram.toUri().toURL(), consideringOnlyDependenciesInDiagram()));
        } catch (IOException e) {
            throw new IllegalArgumentException("no diagram at " + diagram, e);
        }
    }

    private static Path diagram() {
        try {
            return Path.of(ArchitectureTest.class.getResource("/design.puml").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("design.puml is in no folder", e);
        }
    }

    private static ClassesShould onlyIn(String part) {
        return noClasses()
                .that()
                .resideOutsideOfPackage("io.github.gxpml." + part + "..")
                .should();
    }

    private static DescribedPredicate<JavaCall<?>> isCall(Class<?> owner, String names) {
        return DescribedPredicate.describe(
                "it is " + owner.getSimpleName() + "." + names,
                call -> call.getTargetOwner().isAssignableTo(owner)
                        && call.getName().matches(names));
    }

    private static DescribedPredicate<JavaCall<?>> isStackTrace() {
        return isCall(Throwable.class, "printStackTrace").and(hasNoArguments());
    }

    private static DescribedPredicate<JavaCall<?>> isBareException() {
        // A switch over all constants of an enum makes the excepted one by itself, for a constant of a later version.
        return isCall(Throwable.class, "<init>")
                .and(hasNoArguments())
                .and(DescribedPredicate.not(isCall(IncompatibleClassChangeError.class, "<init>")));
    }

    private static DescribedPredicate<JavaCall<?>> hasNoArguments() {
        return DescribedPredicate.describe(
                "without arguments",
                call -> call.getTarget().getRawParameterTypes().isEmpty());
    }

    // The offenders, one for each rule.

    private static final class Logs {
        void offend() {
            Logger.getLogger("offender").info("offence");
        }
    }

    private static final class Exits {
        void offend() {
            System.exit(1);
        }
    }

    private static final class Halts {
        void offend() {
            Runtime.getRuntime().halt(1);
        }
    }

    private static final class Prints {
        void offend() {
            System.out.println("offender");
        }
    }

    private static final class PrintsError {
        void offend() {
            System.err.println("offender");
        }
    }

    private static final class PrintsStackTrace {
        void offend(IOException e) {
            e.printStackTrace();
        }
    }

    private static final class ThrowsBare {
        void offend() {
            throw new IllegalStateException();
        }
    }

    private static final class NamesSpark {
        String offend(org.apache.spark.sql.Row row) {
            return row.mkString();
        }
    }

    private static final class EverythingManager {}
}
