// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Fingerprint;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.gxp.engine.FileDigest;
import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowGraphWalker;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the steps make of everything that an engine may do. */
@WithJenkins
class StandInPipelineTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReturnAnObjectAndKeepTheEvidence(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun build = build(
                j,
                "verdict=PASS",
                "def r = gxpValidate()\n"
                        + "echo \"${r.verdict} ${r.metrics['validate/roc_auc/t']} ${r.modelVersion} ${r.bundleDigest}\"");
        j.assertBuildStatusSuccess(build);

        String digest = new FileDigest().invoke(bundle(build).toFile(), null);
        j.assertLogContains("PASS 0.5 7 " + digest, build);
        assertThat(Files.readString(bundle(build))).isEqualTo("sealed");
        EvidenceAction action = build.getAction(EvidenceAction.class);
        assertThat(action.getStages()).singleElement().satisfies(stage -> {
            assertThat(stage.getStage()).isEqualTo("validate");
            assertThat(stage.getSha256()).isEqualTo(digest);
            assertThat(stage.getGates()).hasSize(1);
        });
        Fingerprint fingerprint =
                j.jenkins._getFingerprint(new FilePath(bundle(build).toFile()).digest());
        assertThat(fingerprint.getFileName()).isEqualTo("m-7.zip");
    }

    @Test
    void shouldServeDeclarativePipelines(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowJob job = j.createProject(WorkflowJob.class);
        j.jenkins.getWorkspaceFor(job).child("m/gxp.yaml").write("verdict=PASS", "UTF-8");
        job.setDefinition(new CpsFlowDefinition(
                "pipeline { agent any\n stages { stage('model') { steps {\n"
                        + " gxpTrain config: 'm/gxp.yaml', onUndecided: 'UNSTABLE'\n"
                        + " script { echo 'got ' + gxpValidate('config': 'm/gxp.yaml').verdict } } } } }",
                true));
        WorkflowRun build = j.buildAndAssertSuccess(job);

        j.assertLogContains("got PASS", build);
        assertThat(build.getAction(EvidenceAction.class).getStages()).hasSize(2);
    }

    @Test
    void shouldServeAMatrix(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
                pipeline {
                    agent none
                    stages {
                        stage('seeds') {
                            matrix {
                                agent any
                                axes { axis { name 'SEED'; values '1', '2' } }
                                stages {
                                    stage('train') {
                                        steps {
                                            writeFile file: 'gxp.yaml', text: 'verdict=PASS'
                                            gxpTrain()
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                """, true));
        WorkflowRun build = j.assertBuildStatusSuccess(
                j.waitForCompletion(job.scheduleBuild2(0).waitForStart()));

        assertThat(build.getAction(EvidenceAction.class).getStages()).hasSize(2);
    }

    @Test
    void shouldKeepTextsAndNumbersOnly(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun build = build(j, "verdict=PASS", "gxpValidate()");
        j.assertBuildStatusSuccess(build);

        assertThat(build.getRootDir().toPath().resolve("build.xml"))
                .content()
                .contains("EvidenceAction")
                .contains("<sha256>")
                .doesNotContain("GxpExecution");
        build.reload();
        assertThat(build.getAction(EvidenceAction.class).getStages()).hasSize(1);
        assertThat(build.getAction(EvidenceAction.class).getRun()).isEqualTo(build);
    }

    @Test
    void shouldFailTheBuildAndNameTheGate(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun build = build(j, "verdict=FAIL\nstate=BLOCKED\nexit=1", "gxpValidate(); echo 'went on'");

        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("ERROR: GxP validate of m 7 is FAIL: validate/roc_auc/t.", build);
        j.assertLogNotContains("went on", build);
        assertThat(bundle(build)).exists();
    }

    @Test
    void shouldGoOnWithABadResultIfAskedTo(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun build = build(
                j, "verdict=FAIL\nstate=BLOCKED\nexit=1", "echo 'still ' + gxpValidate(stopBuild: false).verdict");

        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("still FAIL", build);
    }

    @Test
    void shouldFailWhereAGateIsUndecided(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun build = build(j, "verdict=UNDECIDED\nstate=BLOCKED\nexit=3", "gxpValidate()");

        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("GxP validate of m 7 is UNDECIDED: validate/roc_auc/t.", build);
    }

    @Test
    void shouldNotGoOnWithoutSignaturesHoweverLenient(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun build = build(
                j,
                "verdict=UNDECIDED\nstate=PENDING\nexit=3",
                "gxpRegister onUndecided: 'UNSTABLE', stopBuild: false\necho 'went on'");

        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("GxP register of m 7 is UNDECIDED: signatures are missing: quality (1).", build);
        j.assertLogNotContains("went on", build);
    }

    @Test
    void shouldMarkAnUndecidedGateIfAskedTo(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun build = build(j, "verdict=UNDECIDED\nstate=BLOCKED\nexit=3", "gxpValidate onUndecided: 'UNSTABLE'");

        j.assertBuildStatus(Result.UNSTABLE, build);
        assertThat(warning(build.getExecution()).getMessage()).contains("is UNDECIDED");
    }

    @Test
    void shouldMarkARunThatGoesOnInSpiteOfAGate(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun build = build(j, "verdict=FAIL\nstate=RUNNING\nexit=1", "gxpValidate()");

        j.assertBuildStatus(Result.UNSTABLE, build);
    }

    @Test
    void shouldNeverTakeACrashForAFinding(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        for (String spec : new String[] {"exit=1", "exit=0", "exit=3", "exit=134"}) {
            WorkflowRun build = build(j, spec, "gxpTrain stopBuild: false, onUndecided: 'UNSTABLE'");
            j.assertBuildStatus(Result.FAILURE, build);
            j.assertLogContains("could not be carried out: the engine ended with code", build);
            assertThat(build.getAction(EvidenceAction.class)).isNull();
        }
    }

    @Test
    void shouldPassOnTheSentenceOfTheEngine(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun build = build(
                j,
                "exit=4\nsay={\"error\":{\"message\":\"the disk is full\",\"problems\":[]},\"exit\":4}",
                "gxpTrain()");

        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("ERROR: GxP train could not be carried out: the disk is full", build);
    }

    @Test
    void shouldNotBelieveAnEngineThatContradictsItself(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun lie = build(j, "verdict=FAIL\nexit=0", "gxpValidate()");
        j.assertBuildStatus(Result.FAILURE, lie);
        j.assertLogContains("neither is believed", lie);

        WorkflowRun rubbish = build(j, "say=hello\nexit=0", "gxpValidate()");
        j.assertBuildStatus(Result.FAILURE, rubbish);
        j.assertLogContains("its answer cannot be read", rubbish);
    }

    @Test
    void shouldRefuseABundleThatIsNotWhatWasSealed(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun build = build(j, "verdict=PASS\ndigest=" + "ab".repeat(32), "gxpValidate()");

        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("is not what was sealed", build);
        assertThat(build.getArtifacts()).isEmpty();
    }

    @Test
    void shouldRefuseASpecBehindALink(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        Path outside = Files.writeString(folder.resolve("outside.yaml"), "verdict=PASS");
        WorkflowJob job = j.createProject(WorkflowJob.class);
        FilePath workspace = j.jenkins.getWorkspaceFor(job);
        workspace.mkdirs();
        workspace.child("gxp.yaml").symlinkTo(outside.toString(), null);
        WorkflowRun build = run(j, job, "gxpTrain()");

        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("is not below the workspace", build);
        assertThat(workspace.child("starts.txt").exists()).isFalse();

        WorkflowRun dots = run(j, job, "gxpTrain config: '../outside.yaml'");
        j.assertBuildStatus(Result.FAILURE, dots);
        j.assertLogContains("The spec ../outside.yaml is not below the workspace", dots);
    }

    @Test
    void shouldSpliceNothingIntoACommand(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowJob job = j.createProject(WorkflowJob.class, "a `id` (x)");
        String name = "a \"b\" $(touch pwned) 'c' %PATH% d;e.yaml";
        FilePath workspace = j.jenkins.getWorkspaceFor(job);
        workspace.child(name).write("verdict=PASS", "UTF-8");
        WorkflowRun build = run(j, job, "gxpTrain config: '" + name.replace("'", "\\'") + "'");

        j.assertBuildStatusSuccess(build);
        assertThat(workspace.child("starts.txt").readToString())
                .isEqualTo("train --format json --no-wait -- " + name + "\n");
        assertThat(workspace.child("pwned").exists()).isFalse();
    }

    @Test
    void shouldRefuseAPathThatTheWrapperCannotQuote(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowJob job = j.createProject(WorkflowJob.class, "it's");
        WorkflowRun build = run(j, job, "gxpTrain()");

        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("has an apostrophe in it", build);
    }

    @Test
    void shouldRunOnAnAgentAndLeaveNothingBesideTheWorkspace(JenkinsRule j) throws Exception {
        Path jar = StandIn.jar(folder);
        StandIn.configure(jar);
        DumbSlave agent = j.createOnlineSlave();
        WorkflowJob job = j.createProject(WorkflowJob.class);
        agent.getWorkspaceFor(job).child("gxp.yaml").write("verdict=PASS", "UTF-8");
        for (int i = 0; i < 2; i++) {
            job.setDefinition(new CpsFlowDefinition("node('" + agent.getNodeName() + "') { gxpTrain() }", true));
            j.buildAndAssertSuccess(job);
        }

        assertThat(job.getBuildByNumber(1).getLog()).contains("Installing the engine sha256");
        assertThat(job.getBuildByNumber(2).getLog()).doesNotContain("Installing the engine");
        assertThat(agent.getRootPath().child("gxp").list()).hasSize(1);
        FilePath beside =
                agent.getWorkspaceFor(job).sibling(agent.getWorkspaceFor(job).getName() + "@tmp");
        assertThat(beside.list()).isEmpty();

        agent.getRootPath()
                .child("gxp")
                .listDirectories()
                .get(0)
                .child("gxp.jar")
                .write("other", "UTF-8");
        j.buildAndAssertSuccess(job);
        assertThat(job.getBuildByNumber(3).getLog()).contains("Installing the engine sha256");
    }

    @Test
    void shouldRefuseAnEngineOfAnotherDigest(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        GxpConfiguration.get().setEngineSha256("ab".repeat(32));
        WorkflowRun build = build(j, "verdict=PASS", "gxpTrain()");

        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("is not the engine: its SHA-256 digest is", build);
        assertThat(j.jenkins.getRootPath().child("gxp/" + "ab".repeat(32)).list())
                .isEmpty();
    }

    @Test
    void shouldEndTheEngineWithItsChildrenOnAbort(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowJob job = j.createProject(WorkflowJob.class);
        FilePath workspace = j.jenkins.getWorkspaceFor(job);
        workspace.child("gxp.yaml").write("sleep=600\nverdict=PASS", "UTF-8");
        job.setDefinition(new CpsFlowDefinition("node { gxpTrain() }", true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        j.waitForMessage("training sleeps", build);
        long child = Long.parseLong(workspace.child("child.pid").readToString());
        assertThat(ProcessHandle.of(child)).isPresent();

        build.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));

        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void shouldShowItsPageWithoutRunningWhatIsInAName(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun build = build(j, "verdict=PASS\nreason=<script>document.title='owned'</script>", "gxpValidate()");
        var page = j.createWebClient().withJavaScriptEnabled(false).getPage(build, "gxp-evidence");

        assertThat(page.getTitleText()).doesNotContain("owned");
        assertThat(page.asNormalizedText())
                .contains("<script>")
                .contains("validate/roc_auc/t")
                .contains("0.5000");
        assertThat(page.getAnchorByText("Download the evidence")
                        .click()
                        .getWebResponse()
                        .getContentAsString())
                .isEqualTo("sealed");
    }

    private static WarningAction warning(FlowExecution execution) {
        for (FlowNode node : new FlowGraphWalker(execution)) {
            if (node.getAction(WarningAction.class) != null) {
                return node.getAction(WarningAction.class);
            }
        }
        throw new AssertionError("no step is marked");
    }

    private static Path bundle(WorkflowRun build) {
        return build.getArtifactsDir().toPath().resolve("gxp-evidence/m-7.zip");
    }

    private static WorkflowRun build(JenkinsRule j, String spec, String script) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        j.jenkins.getWorkspaceFor(job).child("gxp.yaml").write(spec, "UTF-8");
        return run(j, job, script);
    }

    private static WorkflowRun run(JenkinsRule j, WorkflowJob job, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition("node {\n" + script + "\n}", true));
        return j.waitForCompletion(job.scheduleBuild2(0).waitForStart());
    }
}
