// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.codepipeline.ManualApprovals.Place;
import io.github.gxpml.standin.ActionOrder;
import io.github.gxpml.standin.ActionOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases that people sign, with the engine itself. */
class ApprovalRelayTest {
    private static final Place APPROVAL = new Place(ServedPipeline.PIPELINE, "Model", "Approve");

    @TempDir
    Path folder;

    @TempDir
    Path source;

    private ServedPipeline pipeline;

    @BeforeEach
    void start() throws Exception {
        ExampleSource.in(
                source, spec -> spec.replaceAll("approvals: \\[].*", "approvals: [{role: quality, count: 1}]"));
        pipeline = new ServedPipeline(folder).source(source);
        pipeline.service.declareApproval(APPROVAL);
    }

    @AfterEach
    void end() {
        pipeline.close();
    }

    @Test
    void shouldAnswerTheApprovalWithTheSignaturesAndKeepAllOfItInTheEvidence() throws Exception {
        Process worker = pipeline.work();
        ActionOutcome registered = registered();
        assertThat(registered.status()).isEqualTo("Succeeded");
        assertThat(registered.variables()).containsEntry("verdict", "UNDECIDED");
        pipeline.service.reachApproval(APPROVAL, "e1");

        Thread.sleep(1500);
        assertThat(pipeline.service.calls("PutApprovalResult"))
                .as("nobody has signed")
                .isEmpty();
        ServedPipeline.kill(worker); // who waits for people is restarted some time
        pipeline.work();
        sign("approve");
        pipeline.await(() -> !pipeline.service.calls("PutApprovalResult").isEmpty());

        JsonNode said = pipeline.service.calls("PutApprovalResult").get(0).path("result");
        assertThat(said.path("status").asText()).isEqualTo("Approved");
        assertThat(said.path("summary").asText())
                .hasSizeLessThanOrEqualTo(512)
                .contains("flc-mortality version 1", "bundle sha256 ");
        assertThat(pipeline.end(pipeline.comeTo("status", "e1")).status()).isEqualTo("Succeeded");
        assertThat(pipeline.end(pipeline.comeTo("monitor", "e1")).variables()).containsEntry("verdict", "PASS");
        Path bundle = pipeline.verified("monitor");
        assertThat(read(bundle, "audit.jsonl"))
                .contains("host.observed")
                .contains("\"decision\":\"Approved\"")
                .contains("\"execution\":\"e1\"");
    }

    @Test
    void shouldRejectInThePipelineWhatAPersonHasRejected() throws Exception {
        pipeline.work();
        registered();
        pipeline.service.reachApproval(APPROVAL, "e1");

        sign("reject");
        pipeline.await(() -> !pipeline.service.calls("PutApprovalResult").isEmpty());

        assertThat(pipeline.service
                        .calls("PutApprovalResult")
                        .get(0)
                        .at("/result/status")
                        .asText())
                .isEqualTo("Rejected");
    }

    @Test
    void shouldTakeAnApprovalOfTheConsoleForAFinding() throws Exception {
        pipeline.work();
        registered();
        pipeline.service.reachApproval(APPROVAL, "e1");

        pipeline.service.approveInConsole(APPROVAL, true, "arn:aws:iam::111122223333:user/hasty", "looks good");
        ActionOutcome looked = pipeline.end(pipeline.comeTo("status", "e1"));
        ActionOutcome monitored = pipeline.end(pipeline.comeTo("monitor", "e1"));
        pipeline.await(() -> pipeline.log().contains("FINDING"));

        assertThat(looked.status()).as("the pipeline stops here").isEqualTo("Failed");
        assertThat(looked.failureMessage()).contains("quality");
        assertThat(monitored.status()).isEqualTo("Failed");
        assertThat(monitored.failureMessage()).contains("an approval in the console does not count");
        pipeline.await(() -> audit().contains("user/hasty"));
        assertThat(audit()).contains("\"finding\":true").contains("looks good");
        Path bundle = pipeline.workspace().resolve("gxp-evidence/flc-mortality-1.zip");
        assertThat(read(bundle, "report.html")).contains("Finding: The manual approval was given in the console");
        assertThat(pipeline.gxp("verify", bundle.toString()).exit()).isZero();
    }

    /** The next execution comes in as soon as the action Released has failed. */
    @Test
    void shouldKeepTheFindingOfARunWhenTheNextExecutionHasTheWorkspace() throws Exception {
        Process worker = pipeline.work();
        registered();
        pipeline.service.reachApproval(APPROVAL, "e1");
        ServedPipeline.kill(worker);

        pipeline.service.approveInConsole(APPROVAL, true, "arn:aws:iam::111122223333:user/hasty", "looks\r\0good");
        String next = pipeline.comeTo("train", "e2");
        pipeline.work();

        pipeline.await(() -> audit().contains("user/hasty"));
        assertThat(pipeline.log()).containsOnlyOnce("FINDING");
        assertThat(audit()).contains("looks  good").contains("\"execution\":\"e1\"");
        assertThat(pipeline.end(next).status()).isEqualTo("Succeeded");
        Path second = pipeline.workspace().resolve("gxp-evidence/flc-mortality-2.zip");
        try (var zip = new ZipFile(second.toFile())) {
            var log = zip.getInputStream(zip.getEntry("flc-mortality-2/data/audit.jsonl"));
            assertThat(new String(log.readAllBytes(), StandardCharsets.UTF_8)).doesNotContain("user/hasty");
        }
    }

    @Test
    void shouldAnswerAnApprovalThatTimedOutAndIsTriedAgain() throws Exception {
        pipeline.work();
        registered();
        pipeline.service.reachApproval(APPROVAL, "e1");
        pipeline.service.approveInConsole(APPROVAL, false, "", "");
        pipeline.await(() -> audit().contains("it timed out"));

        pipeline.service.reachApproval(APPROVAL, "e1");
        sign("approve");
        pipeline.await(() -> !pipeline.service.calls("PutApprovalResult").isEmpty());

        assertThat(audit())
                .containsOnlyOnce("it timed out")
                .contains("\"decision\":\"Timed out\"")
                .doesNotContain("\"finding\":true");
        assertThat(pipeline.log()).containsOnlyOnce("it timed out");
    }

    @Test
    void shouldMakeTextOfOthersFitForTheRecord() {
        assertThat(ApprovalRelay.clean("a\r\u0001\u0085b\ud800c\ud83d\ude00")).isEqualTo("a   b c\ud83d\ude00");
        assertThat(ApprovalRelay.clean("x".repeat(5000))).hasSize(4000);
    }

    @Test
    void shouldWaitForTheSignaturesItselfWhereThereIsNoApprovalToAnswer() throws Exception {
        pipeline.work("state", 1, 1000);
        pipeline.end(pipeline.comeTo("train", "e1"));
        pipeline.end(pipeline.comeTo("validate", "e1"));
        String register = pipeline.comeTo("register", "e1");
        pipeline.await(() -> pipeline.service.outcome(register).summary().contains("waits for quality"));
        int continued = pipeline.service.outcome(register).tokens().size();
        pipeline.await(() -> pipeline.service.outcome(register).tokens().size() > continued + 1);

        sign("approve");

        ActionOutcome outcome = pipeline.end(register);
        assertThat(outcome.status()).as(outcome.toString()).isEqualTo("Succeeded");
        assertThat(outcome.variables()).containsEntry("verdict", "PASS");
        pipeline.verified("register");
    }

    @Test
    void shouldRefuseToWaitForAnApprovalThatThePipelineDoesNotHave() throws Exception {
        pipeline.work();
        pipeline.end(pipeline.comeTo("train", "e1"));
        pipeline.end(pipeline.comeTo("validate", "e1"));

        ActionOutcome outcome = pipeline.end(pipeline.service.enqueue(register("Model/Nobody")));

        assertThat(outcome.failureType()).isEqualTo("ConfigurationError");
        assertThat(outcome.failureMessage()).contains("nothing would wait for the signatures");
    }

    private ActionOutcome registered() {
        pipeline.end(pipeline.comeTo("train", "e1"));
        pipeline.end(pipeline.comeTo("validate", "e1"));
        return pipeline.end(pipeline.service.enqueue(register("Model/Approve")));
    }

    private ActionOrder register(String approval) {
        ActionOrder order = pipeline.order("register", "e1");
        var configuration = new TreeMap<>(order.configuration());
        configuration.put(GxpActionType.APPROVAL_ACTION, approval);
        return order.configured(configuration);
    }

    private void sign(String decision) throws IOException, InterruptedException {
        pipeline.with("GXP_APPROVER_PASSWORD", "long enough for a test");
        String spec = pipeline.workspace().resolve("gxp.yaml").toString();
        List<String> call = new ArrayList<>(List.of("approve", spec, "--role", "quality", "--reason", "Read."));
        call.addAll(List.of("--as", "Jane Roe <jane@example.org>"));
        if (decision.equals("reject")) {
            call.add("--reject");
        }
        ServedPipeline.Outcome outcome = pipeline.gxp(call.toArray(String[]::new));
        assertThat(outcome.text()).contains("Signed as quality");
    }

    private String audit() {
        try {
            return read(pipeline.workspace().resolve("gxp-evidence/flc-mortality-1.zip"), "audit.jsonl");
        } catch (IOException e) {
            return ""; // just being sealed
        }
    }

    private static String read(Path bundle, String name) throws IOException {
        try (var zip = new ZipFile(bundle.toFile())) {
            var entry = zip.getEntry("flc-mortality-1/data/" + name);
            return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
