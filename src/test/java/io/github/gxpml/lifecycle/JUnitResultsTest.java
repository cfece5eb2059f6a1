// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JUnitResultsTest {
    private static final String TAG = "<properties><property name=\"tag\" value=\"reproducibility\"/></properties>";

    @TempDir
    Path folder;

    @Test
    void shouldReadOutcomesAndTags() throws IOException {
        JUnitResults results = read("<testsuites><testsuite>"
                + "<testcase classname='A' name='one'>" + TAG + "</testcase>"
                + "<testcase classname='A' name='two'><failure message='x'/></testcase>"
                + "<testcase classname='A' name='three'><error/></testcase>"
                + "<testcase classname='A' name='four'><skipped/></testcase>"
                + "<testcase classname='A' name='five [reproducibility]'/>"
                + "</testsuite></testsuites>");

        assertThat(results.outcomes())
                .containsEntry("A#one", "passed")
                .containsEntry("A#two", "failed")
                .containsEntry("A#three", "failed")
                .containsEntry("A#four", "skipped");
        assertThat(results.failed()).isEqualTo(2);
        assertThat(results.taggedAndPassed()).containsExactly("A#one", "A#five [reproducibility]");
    }

    @Test
    void shouldNotTakeAFlakyTestForOneThatPasses() throws IOException {
        JUnitResults results =
                read("<testsuite>" + TAG + "<testcase classname='A' name='one'><flakyFailure/></testcase>"
                        + "<testcase classname='A' name='two'><flakyError/></testcase></testsuite>");

        assertThat(results.taggedAndPassed()).isEmpty();
        assertThat(results.failed()).isEqualTo(2);
    }

    @Test
    void shouldTakeTheTagOfASuiteForItsTests() throws IOException {
        JUnitResults results = read("<testsuite>" + TAG + "<testcase classname='A' name='one'/></testsuite>");

        assertThat(results.taggedAndPassed()).containsExactly("A#one");
    }

    @Test
    void shouldNotLetOneTestHideAnotherOfTheSameName() throws IOException {
        JUnitResults results = read("<testsuite><testcase classname='A' name='one'/>"
                + "<testcase classname='A' name='one'><failure/></testcase></testsuite>");

        assertThat(results.outcomes()).containsEntry("A#one", "passed").containsEntry("A#one (2)", "failed");
    }

    @Test
    void shouldNameTestsThatCameOutOtherwiseOrAreMissing() throws IOException {
        JUnitResults first = read("<testsuite><testcase classname='A' name='one'/><testcase classname='A' name='two'/>"
                + "<testcase classname='A' name='three'/></testsuite>");
        JUnitResults second = read("<testsuite><testcase classname='A' name='one'><failure/></testcase>"
                + "<testcase classname='A' name='two'/><testcase classname='A' name='four'/></testsuite>");

        assertThat(first.differences(second)).containsExactlyInAnyOrder("A#one", "A#three", "A#four");
        assertThat(first.differences(first)).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNotJUnitXml() {
        for (String text : List.of(
                "",
                "<html/>",
                "<testsuite>",
                "{}",
                "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
                        + "<testsuite><testcase name='&a;'/></testsuite>")) {
            assertThatThrownBy(() -> read(text))
                    .as(text)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is not a JUnit XML file");
        }
    }

    private JUnitResults read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("results.xml"), text);
        return JUnitResults.read(List.of(file), "reproducibility");
    }
}
