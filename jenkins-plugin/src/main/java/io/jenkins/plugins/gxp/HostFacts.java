// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.gxp.engine.EngineCall;
import io.jenkins.plugins.gxp.engine.FileDigest;
import io.jenkins.plugins.gxp.signing.RefusedException;
import io.jenkins.plugins.gxp.signing.Signer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayCause;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** What Jenkins knows of a build and the engine records: who started it, where it runs, and what its pipeline is. */
final class HostFacts {
    private static final int MOST_CAUSES = 20;
    private static final int LONGEST = 500;

    private final Run<?, ?> run;

    HostFacts(Run<?, ?> run) {
        this.run = run;
    }

    /** Tells the engine; a pipeline cannot say anything else, since these variables come after its own. */
    void tell(EngineCall call) throws IOException {
        call.text("GXP_USER", starter(run.getCauses()).orElse("Jenkins"));
        call.text("GXP_PROFILE", GxpConfiguration.get().getProfile());
        call.variable("GXP_ORIGIN", "origin.json", new ObjectMapper().writeValueAsBytes(origin()));
    }

    private static Optional<String> starter(List<? extends Cause> causes) {
        for (Cause cause : causes) {
            if (cause instanceof Cause.UserIdCause byUser && byUser.getUserId() != null) {
                return Optional.of(person(byUser.getUserId()));
            }
            if (cause instanceof Cause.UpstreamCause upstream) {
                Optional<String> starter = starter(upstream.getUpstreamCauses());
                if (starter.isPresent()) {
                    return starter;
                }
            }
        }
        return Optional.empty();
    }

    private static String person(String id) {
        User user = User.getById(id, false);
        if (user == null) {
            return id;
        }
        try {
            Signer signer = Signer.of(user);
            return signer.name() + " <" + signer.address() + ">";
        } catch (RefusedException e) {
            return id; // an account without an address can start a build, and is compared by its id
        }
    }

    private ObjectNode origin() throws IOException {
        ObjectNode origin = JsonNodeFactory.instance.objectNode();
        origin.put("host", "Jenkins " + Objects.toString(Jenkins.VERSION, ""));
        origin.put("build", Jenkins.get().getRootUrl() == null ? run.getUrl() : run.getAbsoluteUrl());
        origin.put("job", cut(run.getParent().getFullName()));
        origin.put("number", run.getNumber());
        ArrayNode causes = origin.putArray("causes");
        run.getCauses().stream().limit(MOST_CAUSES).forEach(cause -> causes.add(cut(cause.getShortDescription())));
        Optional<String> script = script(run);
        if (script.isPresent()) {
            origin.put("pipelineSha256", sha256(script.get()));
        }
        addReplay(origin);
        return origin;
    }

    private void addReplay(ObjectNode origin) throws IOException {
        ReplayCause replay = run.getCauses().stream()
                .filter(ReplayCause.class::isInstance)
                .map(ReplayCause.class::cast)
                .findFirst()
                .orElse(null);
        if (replay == null) {
            return;
        }
        origin.put("replayOf", replay.getOriginalNumber());
        Run<?, ?> original = replay.getOriginal();
        Optional<String> before = original == null ? Optional.empty() : script(original);
        if (before.isPresent()) {
            origin.put("replayOfPipelineSha256", sha256(before.get()));
        }
    }

    private static Optional<String> script(Run<?, ?> run) throws IOException {
        FlowExecutionOwner owner =
                run instanceof FlowExecutionOwner.Executable executable ? executable.asFlowExecutionOwner() : null;
        return owner != null && owner.getOrNull() instanceof CpsFlowExecution execution
                ? Optional.ofNullable(execution.getScript())
                : Optional.empty();
    }

    private static String sha256(String text) throws IOException {
        return FileDigest.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }
}
