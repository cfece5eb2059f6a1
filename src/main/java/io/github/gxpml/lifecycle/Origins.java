// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.OriginDocument;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Keeps where each stage of a run was called from; stages of one run may come from different builds. */
final class Origins {
    private Origins() {}

    static OriginDocument of(Run run) throws IOException {
        return run.bag().has(OriginDocument.FILE)
                ? Json.read(run.bag().read(OriginDocument.FILE), OriginDocument.class)
                : new OriginDocument(List.of());
    }

    static void record(Run run, String stage, Map<String, Object> origin) throws IOException {
        if (origin.isEmpty()) {
            return;
        }
        byte[] text = Json.compact(origin).getBytes(StandardCharsets.UTF_8);
        run.onNews(() -> {
            run.put(OriginDocument.FILE, of(run).with(stage, origin));
            run.audit("origin.recorded", Map.of("stage", stage, "sha256", Sha256.of(text)));
        });
    }
}
