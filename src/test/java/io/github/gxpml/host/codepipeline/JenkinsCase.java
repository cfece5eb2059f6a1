// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.codepipeline.JobContext;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.standin.JenkinsStandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An order for a Jenkins, its notes, and what the plugin there would say. */
final class JenkinsCase {
    static final Duration SHORT = Duration.ofMillis(250);
    static final JenkinsPace QUICK = new JenkinsPace(
            Duration.ofMillis(10),
            Duration.ofMillis(20),
            Duration.ofSeconds(60),
            Duration.ofMillis(100),
            Duration.ofMillis(400));
    static final Inputs NO_INPUTS = (name, file) -> {
        throw new IOException("Jenkins checks out by itself");
    };
    static final byte[] BUNDLE = "a sealed bundle".getBytes(StandardCharsets.UTF_8);

    private JenkinsCase() {}

    static JenkinsRunner runner(JenkinsStandIn jenkins) {
        return runner(jenkins, QUICK);
    }

    static JenkinsRunner runner(JenkinsStandIn jenkins, JenkinsPace pace) {
        return new JenkinsRunner(settings(jenkins), pace, Clock.systemUTC());
    }

    static JenkinsSettings settings(JenkinsStandIn jenkins) {
        return new JenkinsSettings(
                jenkins.address(), false, JenkinsStandIn.JOB, JenkinsStandIn.USER, () -> JenkinsStandIn.TOKEN);
    }

    /** Carries an order out up to its end. */
    static StageAnswer ended(RunningStage stage) throws IOException, InterruptedException {
        return stage.await(Duration.ofSeconds(20)).orElseThrow();
    }

    /** An order whose notes outlive its runner. */
    static final class Order implements StageOrder {
        private final Path folder;
        private final List<Map<String, String>> noted = new ArrayList<>(List.of(Map.of()));
        private String id = "order-1";
        private String stage = "validate";
        private String config = "models/gxp.yaml";
        private Map<String, String> parameters = Map.of();
        private Optional<String> gates = Optional.empty();
        private Optional<String> model = Optional.empty();
        private List<InputArtifact> inputs = List.of(new InputArtifact("Source", Optional.of("c0ffee")));
        private int killedAt = -1;
        private boolean killedBefore;

        Order(Path folder) {
            this.folder = folder;
        }

        Order of(String order, String itsStage) {
            id = order;
            stage = itsStage;
            return this;
        }

        Order config(String path) {
            config = path;
            return this;
        }

        Order parameters(Map<String, String> wanted) {
            parameters = wanted;
            return this;
        }

        Order gates(String json) {
            gates = Optional.of(json);
            return this;
        }

        Order model(String output) {
            model = Optional.of(output);
            return this;
        }

        Order inputs(InputArtifact... wanted) {
            inputs = List.of(wanted);
            return this;
        }

        /** The worker is killed while it notes for the nth time, before the notes are on disk or after. */
        Order killedAt(int nth, boolean before) {
            killedAt = nth;
            killedBefore = before;
            return this;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public JobContext context() {
            return new JobContext(
                    "mortality", "arn:aws:codepipeline:eu-west-1:1:mortality", "e-1", "Model", "Val", "a-1");
        }

        @Override
        public ActionSettings settings() {
            return new ActionSettings(
                    "jenkins",
                    stage,
                    config,
                    inputs.size() > 1 ? Optional.of("Source") : Optional.empty(),
                    Optional.empty(),
                    model,
                    Optional.empty(),
                    gates,
                    parameters);
        }

        @Override
        public List<InputArtifact> inputs() {
            return inputs;
        }

        @Override
        public Path folder() {
            return folder;
        }

        @Override
        public Map<String, String> notes() {
            return noted.get(noted.size() - 1);
        }

        @Override
        public void note(Map<String, String> notes) {
            boolean killed = killedAt-- == 0;
            if (!killed || !killedBefore) {
                noted.add(Map.copyOf(notes));
            }
            if (killed) {
                throw new Killed();
            }
        }
    }

    /** Nothing catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed");
        }
    }

    /** A record of a stage, as the plugin exports it. */
    static Map<String, Object> stage(String stage, String verdict, int exit, boolean goesOn) {
        var gates = List.of(
                gate("validate/roc_auc", "PASS", 0.81, false),
                gate("validate/DI", verdict, 0.7, false),
                gate("validate/rows", "UNDECIDED", null, true));
        var record = new LinkedHashMap<String, Object>();
        record.put("stage", stage);
        record.put("model", "flc-mortality");
        record.put("version", 7);
        record.put("run", 8);
        record.put("state", goesOn ? "RUNNING" : "BLOCKED");
        record.put("verdict", verdict);
        record.put("exit", exit);
        record.put("goesOn", goesOn);
        record.put("missing", List.of());
        record.put("artifact", "gxp-evidence/flc-mortality-8.zip");
        record.put("sha256", Sha256.of(BUNDLE));
        record.put("gates", gates);
        return record;
    }

    private static Map<String, Object> gate(String id, String verdict, Double value, boolean waived) {
        var gate = new TreeMap<String, Object>(Map.of("id", id, "verdict", verdict, "waived", waived));
        if (value != null) {
            gate.put("value", value);
        }
        return gate;
    }

    static byte[] evidence(List<Map<String, Object>> stages) {
        return Json.compact(Map.of("stages", stages)).getBytes(StandardCharsets.UTF_8);
    }

    /** A build of the only waiting item that ends with evidence. */
    static int builds(JenkinsStandIn jenkins, String result, Map<String, Object> stage) {
        int build = jenkins.build(jenkins.waiting().get(0));
        jenkins.evidence(build, evidence(List.of(stage)));
        jenkins.artifact(build, "artifact/gxp-evidence/flc-mortality-8.zip", BUNDLE);
        jenkins.end(build, result);
        return build;
    }
}
