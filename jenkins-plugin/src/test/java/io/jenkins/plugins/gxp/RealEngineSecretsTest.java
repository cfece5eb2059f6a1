// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import io.jenkins.plugins.gxp.evidence.StageEvidence;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The real engine is given a key, and nobody else sees it: not while it works, and nowhere afterwards. */
@WithJenkins
class RealEngineSecretsTest {
    private static final Path PROCESSES = Path.of("/proc");
    private static final String VARIABLE = "GXP_KEY_PASSWORD=";

    @TempDir
    private Path keys;

    private final String engine = System.getProperty("gxp.engine", "");
    private DumbSlave agent;
    private FilePath workspace;

    @BeforeEach
    void findEngine() {
        assumeTrue(
                !engine.isEmpty() && Files.isRegularFile(Path.of(engine)),
                "there is no engine to run: name its jar with -Dgxp.engine=/path/to/gxp.jar");
        assumeTrue(Files.isDirectory(PROCESSES), "processes are looked at where Linux shows them");
    }

    @Test
    void shouldLeaveNoSecretAndSealWhatWasAborted(JenkinsRule j) throws Exception {
        WorkflowRun build = start(j, "gxpTrain()");
        j.waitForMessage("... training", build);
        List<String> secrets = secretsInUse();
        build.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));

        assertNothingKept(j, build, secrets);
        StageEvidence evidence =
                build.getAction(EvidenceAction.class).getStages().get(0);
        assertThat(evidence.getState()).isEqualTo("INTERRUPTED");
        assertThat(new File(build.getArtifactsDir(), evidence.getArtifact())).isFile();
    }

    @Test
    void shouldLeaveNoSecretWhereAStageFails(JenkinsRule j) throws Exception {
        WorkflowRun build = start(j, "gxpTrain()\ngxpValidate()");
        j.waitForMessage("GxP validate", build);
        List<String> secrets = secretsInUse();
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(build));

        j.assertLogContains("GxP validate of flc-mortality 1 is FAIL", build);
        assertNothingKept(j, build, secrets);
        try (var bundle = new ZipFile(new File(
                build.getArtifactsDir(),
                build.getAction(EvidenceAction.class).getStages().get(1).getArtifact()))) {
            assertThat(bundle.stream().map(entry -> entry.getName())).anyMatch(name -> name.endsWith("origin.json"));
        }
    }

    private WorkflowRun start(JenkinsRule j, String script) throws Exception {
        StandIn.configure(Path.of(engine).toAbsolutePath());
        agent = j.createOnlineSlave(null, new EnvVars("GXP_HOME", keys.toString()));
        WorkflowJob job = j.createProject(WorkflowJob.class, "model");
        workspace = agent.getWorkspaceFor(job);
        new FilePath(new File("../examples/flc-mortality"))
                .copyRecursiveTo("gxp.yaml,data/**,tests/**", "tests/out/**", workspace);
        FilePath spec = workspace.child("gxp.yaml");
        String text = spec.readToString();
        assertThat(text).contains("table: validation, min: 0.75");
        spec.write(text.replace("table: validation, min: 0.75", "table: validation, min: 0.99"), "UTF-8");
        job.setDefinition(new CpsFlowDefinition("node('" + agent.getNodeName() + "') {\n" + script + "\n}", true));
        return job.scheduleBuild2(0).waitForStart();
    }

    /** Reads the password where only the owner of the process can, and sees that others cannot. */
    private List<String> secretsInUse() throws Exception {
        var secrets = new ArrayList<String>();
        while (secrets.isEmpty()) {
            for (Map.Entry<Path, String> process : processes("environ").entrySet()) {
                Stream.of(process.getValue().split("\0"))
                        .filter(variable -> process.getValue().contains(workspace.getRemote()))
                        .filter(variable -> variable.startsWith(VARIABLE))
                        .map(variable -> variable.substring(VARIABLE.length()))
                        .forEach(secrets::add);
            }
        }
        assertThat(processes("cmdline").values())
                .noneMatch(line -> secrets.stream().anyMatch(line::contains));
        Path beside = Path.of(workspace.getRemote() + "@tmp");
        try (Stream<Path> folders = Files.list(beside)) {
            List<Path> control = folders.filter(
                            folder -> folder.getFileName().toString().startsWith("gxp-"))
                    .toList();
            assertThat(control).hasSize(1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(control.get(0))))
                    .isEqualTo("rwx------");
        }
        return secrets;
    }

    private static Map<Path, String> processes(String file) throws IOException {
        var texts = new TreeMap<Path, String>();
        try (Stream<Path> folders = Files.list(PROCESSES)) {
            for (Path folder : folders.filter(
                            path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                try {
                    texts.put(folder, Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    continue; // it has ended, or is somebody else's
                }
            }
        }
        return texts;
    }

    private void assertNothingKept(JenkinsRule j, WorkflowRun build, List<String> secrets) throws Exception {
        assertThat(secrets).isNotEmpty();
        assertThat(SecretSearch.files(j.jenkins.getRootDir().toPath(), secrets)).isEmpty();
        assertThat(SecretSearch.files(Path.of(agent.getRemoteFS()), secrets)).isEmpty();
        assertThat(SecretSearch.files(build.getRootDir().toPath(), secrets)).isEmpty();
        assertThat(workspace.sibling(workspace.getName() + "@tmp").list()).isEmpty();
    }
}
