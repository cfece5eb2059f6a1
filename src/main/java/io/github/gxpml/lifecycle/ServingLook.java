// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.ServingDocument;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.Serving;
import io.github.gxpml.port.Serving.Series;
import io.github.gxpml.port.Serving.Window;
import io.github.gxpml.spec.MonitorSpec;
import io.github.gxpml.spec.MonitorSpec.Endpoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the endpoint of a version in use did, and keeps it as evidence; what cannot be read decides nothing. */
final class ServingLook {
    private ServingLook() {}

    /** Measures those of the gates that are about an endpoint, and returns them. */
    static List<Gate> judge(Run run, List<Gate> gates, Evaluations evaluations, Progress progress) throws IOException {
        List<Gate> asked = gates.stream()
                .filter(gate -> ServingDocument.knows(gate.metric()))
                .toList();
        if (asked.isEmpty()) {
            return asked;
        }
        Optional<Endpoint> endpoint = run.spec().monitor().flatMap(MonitorSpec::endpoint);
        if (endpoint.isEmpty()) {
            MetricValue none = MetricValue.undefined("the spec names no endpoint: add `monitor.endpoint`", 0);
            asked.forEach(gate -> evaluations.take(gate, none));
            return asked;
        }
        progress.advance(0, 0, "reading what endpoint " + endpoint.get().name() + " did");
        ServingDocument document = read(run, endpoint.get());
        run.put(ServingDocument.FILE, document);
        run.audit(
                "endpoint.read",
                Map.of(
                        "endpoint",
                        endpoint.get().name(),
                        "from",
                        document.window().from().toString(),
                        "to",
                        document.window().to().toString()));
        asked.forEach(gate -> evaluations.take(gate, document.value(gate.metric())));
        return asked;
    }

    private static ServingDocument read(Run run, Endpoint endpoint) throws IOException {
        Window window = Window.before(run.ports().clock().instant(), endpoint.hours());
        Optional<Serving> serving = run.ports().outside().serving();
        Optional<String> trouble = Optional.empty();
        List<Series> series = List.of();
        try {
            if (serving.isEmpty()) {
                trouble = Optional.of("nothing on this machine can ask for what an endpoint did");
            } else {
                series = serving.get().read(endpoint, window);
            }
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            trouble = Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
        }
        return new ServingDocument(ServingDocument.FORMAT, endpoint, window, trouble, series);
    }
}
