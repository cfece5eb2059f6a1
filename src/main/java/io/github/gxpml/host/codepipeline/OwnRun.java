// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.host.codepipeline.StageAnswer.SealedRun;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A stage at work for one execution of a pipeline: train keeps the run that it has made, and whatever another stage
 * says of a run that this execution has not trained counts as not carried out.
 */
final class OwnRun implements RunningStage {
    private final RunningStage stage;
    private final StageOrder order;
    private final PipelineWorkspace workspace;

    OwnRun(RunningStage stage, StageOrder order, PipelineWorkspace workspace) {
        this.stage = stage;
        this.order = order;
        this.workspace = workspace;
    }

    @Override
    public Optional<StageAnswer> await(Duration most) throws IOException, InterruptedException {
        Optional<StageAnswer> answer = stage.await(most);
        Optional<SealedRun> run = answer.flatMap(StageAnswer::run);
        if (run.isEmpty()) {
            return answer;
        }
        if (order.settings().stage().equals("train")) {
            workspace.trained(order, run.get().number());
            return answer;
        }
        return workspace.run(order).filter(own -> isAbout(run.get(), own)).isPresent()
                ? answer
                : Optional.of(EngineAnswer.crashed(other(run.get())));
    }

    /** Monitoring may be a run of its own, about the version that the execution's run has released. */
    private boolean isAbout(SealedRun run, int own) {
        return order.settings().stage().equals("monitor") ? run.version() == own : run.number() == own;
    }

    private String other(SealedRun run) {
        return "the engine answered about run " + run.number() + " and version " + run.version() + " of " + run.model()
                + ", which the execution " + order.context().execution()
                + " has not trained: let nobody else start runs in this workspace, then begin with train";
    }

    @Override
    public String doing() {
        return stage.doing();
    }

    @Override
    public OptionalInt percent() {
        return stage.percent();
    }

    @Override
    public void stop() {
        stage.stop();
    }
}
