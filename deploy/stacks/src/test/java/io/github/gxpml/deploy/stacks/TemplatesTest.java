// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gxpml.deploy.stacks.Templates.Resource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {
    @Test
    void shouldBeWhatTheStacksGive(@TempDir Path folder) throws IOException {
        assumeTrue(nodeIsThere(), "there is no node on the PATH, which synthesis needs");

        Architectures.synthesise(folder);

        for (String stack : Architectures.NAMES) {
            assertThat(Architectures.template(folder, stack))
                    .as(stack + ".json is not what the stacks give: make it again as deploy/README.md says")
                    .isEqualTo(Templates.text(stack));
        }
    }

    @Test
    void shouldHoldNothingOfTheMachineThatMadeThem() {
        for (String stack : Architectures.NAMES) {
            assertThat(Templates.text(stack).replace(PrepareScript.sha256(), ""))
                    .doesNotContainPattern("[0-9a-f]{64}")
                    .doesNotContain("cdk-", "aws:cdk:path", "aws:asset", "/home/", "/root/", "/Users/", "/tmp/")
                    .doesNotContainPattern("\\b[0-9]{12}\\b");
        }
    }

    @Test
    void shouldHaveNoResourcesThatWaitForOneAnother() {
        for (String stack : Architectures.NAMES) {
            Map<String, Set<String>> needs = new TreeMap<>();
            List<Resource> resources = Templates.all().stream()
                    .filter(resource -> resource.stack().equals(stack))
                    .toList();
            Set<String> ids = new TreeSet<>();
            resources.forEach(resource -> ids.add(resource.id()));
            for (Resource resource : resources) {
                Set<String> named =
                        new TreeSet<>(Templates.texts(resource.node().path("DependsOn")));
                resource.node().findValues("Ref").forEach(each -> named.add(each.asText()));
                resource.node()
                        .findValues("Fn::GetAtt")
                        .forEach(each -> named.add(each.get(0).asText()));
                named.retainAll(ids);
                needs.put(resource.id(), named);
            }
            while (needs.values().removeIf(Set::isEmpty)) {
                needs.values().forEach(left -> left.retainAll(needs.keySet()));
            }
            assertThat(needs).as(stack).isEmpty();
        }
    }

    private static boolean nodeIsThere() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")));
    }
}
