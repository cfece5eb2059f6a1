// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.init.Initializer;
import hudson.init.Terminator;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.annotation_indexer.Index;

/** Jenkins calls these methods by reflection, and only reports to its log that it could not. */
class InitHooksTest {
    @ParameterizedTest
    @ValueSource(classes = {Initializer.class, Terminator.class})
    void shouldBeWithinReachOfJenkins(Class<? extends Annotation> hook) throws Exception {
        var own = new ArrayList<Method>();
        for (Method method : Index.list(hook, getClass().getClassLoader(), Method.class)) {
            if (method.getDeclaringClass().getName().startsWith("io.jenkins.plugins.gxp.")) {
                own.add(method);
            }
        }

        assertThat(own).isNotEmpty().allSatisfy(method -> {
            assertThat(method.getModifiers()).matches(Modifier::isPublic);
            assertThat(method.getDeclaringClass().getModifiers()).matches(Modifier::isPublic);
        });
    }
}
