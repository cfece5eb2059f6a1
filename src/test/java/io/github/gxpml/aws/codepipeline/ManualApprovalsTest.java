// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.AwsException.Kind;
import io.github.gxpml.aws.codepipeline.ManualApproval.State;
import io.github.gxpml.aws.codepipeline.ManualApprovals.Place;
import io.github.gxpml.standin.CodePipelineStandIn;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManualApprovalsTest {
    private static final Place PLACE = new Place("credit", "Validate", "Release");
    private static final String ANNA = "arn:aws:iam::111122223333:user/anna";

    private final CodePipelineStandIn service = Services.codePipeline();
    private ManualApprovals approvals;

    @BeforeEach
    void open() throws IOException {
        service.declareApproval(PLACE);
        approvals = ManualApprovals.open(service.environment());
    }

    @AfterEach
    void close() {
        approvals.close();
        service.close();
    }

    private ManualApproval found() throws IOException {
        return approvals.find(PLACE).orElseThrow();
    }

    @Test
    void shouldSeeAnApprovalFromItsBeginningToItsEnd() throws IOException {
        assertThat(found().state()).isEqualTo(State.NOT_BEGUN);
        assertThat(found().token()).isEmpty();

        String token = service.reachApproval(PLACE, "execution-1");
        ManualApproval waiting = found();
        assertThat(waiting.state()).isEqualTo(State.WAITING);
        assertThat(waiting.execution()).isEqualTo("execution-1");
        assertThat(waiting.token()).contains(token);
        assertThat(waiting.toString()).doesNotContain(token);

        service.approveInConsole(PLACE, true, ANNA, "seen and signed");
        ManualApproval approved = found();
        assertThat(approved.state()).isEqualTo(State.APPROVED);
        assertThat(approved.by()).isEqualTo(ANNA);
        assertThat(approved.summary()).isEqualTo("seen and signed");
        assertThat(approved.token()).isEmpty();
        assertThat(Duration.between(
                        approved.changedAt().orElseThrow(), service.clock().instant()))
                .isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void shouldSeeThatNobodyApproved() throws IOException {
        service.reachApproval(PLACE, "execution-1");
        service.approveInConsole(PLACE, false, ANNA, "no");
        assertThat(found().state()).isEqualTo(State.NOT_APPROVED);

        service.reachApproval(PLACE, "execution-2");
        service.stop("execution-2");
        assertThat(found().state()).isEqualTo(State.STOPPED);
        assertThat(found().by()).isEmpty();
    }

    @Test
    void shouldNotTakeAnApprovalOfTheExecutionBeforeForThisOne() throws IOException {
        service.reachApproval(PLACE, "execution-1");
        service.approveInConsole(PLACE, true, ANNA, "yes");

        service.enterStage("credit", "Validate", "execution-2");

        assertThat(found().state()).isEqualTo(State.NOT_BEGUN);
        assertThat(found().execution()).isEqualTo("execution-2");
        assertThat(found().by()).isEmpty();
    }

    @Test
    void shouldTellHowTheApprovalOfAnExecutionEndedThatHasLeftTheStage() throws IOException {
        Instant before = service.clock().instant().minusMillis(1);
        assertThat(approvals.ofExecution(PLACE, "execution-1", before)).isEmpty();
        service.reachApproval(PLACE, "execution-1");
        assertThat(approvals
                        .ofExecution(PLACE, "execution-1", before)
                        .orElseThrow()
                        .state())
                .isEqualTo(State.WAITING);
        service.approveInConsole(PLACE, true, ANNA, "yes");
        service.enterStage("credit", "Validate", "execution-2");

        ManualApproval ended =
                approvals.ofExecution(PLACE, "execution-1", before).orElseThrow();

        assertThat(ended.state()).isEqualTo(State.APPROVED);
        assertThat(ended.execution()).isEqualTo("execution-1");
        assertThat(ended.by()).isEqualTo(ANNA);
        assertThat(ended.summary()).isEqualTo("yes");
        assertThat(ended.changedAt().orElseThrow()).isAfter(before);
        assertThat(approvals.ofExecution(PLACE, "execution-2", before)).isEmpty();
        assertThat(approvals.ofExecution(PLACE, "execution-1", service.clock().instant()))
                .as("what began before is not meant")
                .isEmpty();
    }

    @Test
    void shouldFindNothingButApprovals() throws IOException {
        service.enqueue(Services.order("gpu"));

        assertThat(approvals.find(new Place("credit", "Validate", "Gates"))).isEmpty();
        assertThat(approvals.find(new Place("credit", "Validate", "Other"))).isEmpty();
        assertThat(approvals.find(new Place("credit", "Other", "Release"))).isEmpty();
        AwsException missing = catchThrowableOfType(
                AwsException.class, () -> approvals.find(new Place("other", "Validate", "Release")));
        assertThat(missing.kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void shouldAnswerOnce() throws IOException {
        String token = service.reachApproval(PLACE, "execution-1");

        assertThat(approvals.answer(PLACE, "another-token", true, "yes")).isFalse();
        assertThat(approvals.answer(PLACE, token, true, "ü".repeat(600))).isTrue();
        assertThat(approvals.answer(PLACE, token, false, "no")).isFalse();

        assertThat(found().state()).isEqualTo(State.APPROVED);
        assertThat(found().summary()).hasSize(512).endsWith("ü…");
        assertThat(found().by()).isEqualTo(CodePipelineStandIn.CALLER);
        String next = service.reachApproval(PLACE, "execution-2");
        assertThat(approvals.answer(PLACE, next, false, "")).isTrue();
        assertThat(found().state()).isEqualTo(State.NOT_APPROVED);
    }

    @Test
    void shouldSayWhichPermissionIsMissing() throws IOException {
        service.reachApproval(PLACE, "execution-1");
        service.approveInConsole(PLACE, true, ANNA, "yes");
        for (String operation : new String[] {"GetPipeline", "GetPipelineState", "ListActionExecutions"}) {
            service.faults().deny(operation, 1);

            AwsException denied = catchThrowableOfType(AwsException.class, this::found);

            assertThat(denied.kind()).isEqualTo(Kind.DENIED);
            assertThat(denied)
                    .hasMessageContaining("the approval Release of pipeline credit could not be seen")
                    .hasMessageEndingWith(" - allow codepipeline:" + operation + " on it");
        }
        service.faults().deny("PutApprovalResult", 1);
        AwsException denied = catchThrowableOfType(
                AwsException.class, () -> approvals.answer(PLACE, "a-token-nobody-sees", true, "yes"));
        assertThat(denied).hasMessageEndingWith(" - allow codepipeline:PutApprovalResult on it");
        assertThat(Services.printed(denied)).doesNotContain("a-token-nobody-sees");
    }

    @Test
    void shouldQuoteNoToken() {
        String token = "token-" + "9".repeat(300);

        AwsException refused =
                catchThrowableOfType(AwsException.class, () -> approvals.answer(PLACE, token, true, "yes"));

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(Services.printed(refused))
                .contains("the value at 'token' failed")
                .doesNotContain("9999");
    }
}
