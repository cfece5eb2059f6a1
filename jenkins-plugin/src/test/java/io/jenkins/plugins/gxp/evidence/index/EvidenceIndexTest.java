// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.index;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Items;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import io.jenkins.plugins.gxp.evidence.Sample;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class EvidenceIndexTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void shouldSurviveARestart() throws Throwable {
        sessions.then(j -> {
            new Sample().in(build(j, "model"));
            j.createFreeStyleProject("other");
        });
        sessions.then(j -> {
            Job<?, ?> job = (Job<?, ?>) j.jenkins.getItem("model");
            eventually(() -> EvidenceIndex.isIndexed(job));
            assertThat(EvidenceIndex.entries(job)).hasSize(1);
            assertThat(EvidenceIndex.readable()).extracting(Job::getFullName).containsExactly("model");
        });
    }

    @Test
    void shouldFollowJobsAndBuilds() throws Throwable {
        sessions.then(j -> {
            Run<?, ?> build = new Sample().in(build(j, "model"));
            FreeStyleProject job = (FreeStyleProject) build.getParent();
            new Sample().version(2).in(j.buildAndAssertSuccess(job));

            job.renameTo("renamed");
            assertThat(EvidenceIndex.readable()).extracting(Job::getFullName).containsExactly("renamed");
            MockFolder folder = j.createFolder("folder");
            Items.move(job, folder);
            assertThat(EvidenceIndex.readable()).extracting(Job::getFullName).containsExactly("folder/renamed");
            assertThat(EvidenceIndex.entries(job)).hasSize(2);
            folder.renameTo("elsewhere");
            assertThat(EvidenceIndex.readable()).extracting(Job::getFullName).containsExactly("elsewhere/renamed");

            new Sample().version(3).in(j.buildAndAssertSuccess(job));
            build.delete();
            assertThat(EvidenceIndex.entries(job)).extracting(IndexEntry::build).containsExactly(2, 3);
            folder.delete();
            assertThat(EvidenceIndex.readable()).isEmpty();
        });
    }

    @Test
    void shouldForgetAJobWhoseLastEvidenceIsGone() throws Throwable {
        sessions.then(j -> {
            Run<?, ?> build = new Sample().in(build(j, "model"));
            build.delete();

            assertThat(EvidenceIndex.isIndexed(build.getParent())).isFalse();
            assertThat(build.getParent().getRootDir().toPath().resolve(IndexFile.NAME))
                    .doesNotExist();
        });
    }

    @Test
    void shouldComeBackFromTheBuilds() throws Throwable {
        sessions.then(j -> {
            Run<?, ?> build = new Sample().in(build(j, "model"));
            Files.delete(build.getParent().getRootDir().toPath().resolve(IndexFile.NAME));
        });
        sessions.then(j -> {
            FreeStyleProject job = (FreeStyleProject) j.jenkins.getItem("model");
            assertThat(job.getBuildByNumber(1).getAction(EvidenceAction.class)).isNotNull();
            eventually(() -> EvidenceIndex.isIndexed(job));
            assertThat(EvidenceIndex.entries(job)).hasSize(1);
        });
    }

    private static void eventually(Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.call() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(condition.call()).isTrue();
    }

    private static Run<?, ?> build(JenkinsRule j, String name) throws Exception {
        return j.buildAndAssertSuccess(j.createFreeStyleProject(name));
    }
}
