// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import io.github.gxpml.standin.ActionOrder;
import io.github.gxpml.standin.CodePipelineStandIn;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the tests of this package begin with. */
final class Services {
    static final ActionTypeName TYPE = new ActionTypeName("Test", "GxP", "1");
    static final String SECRET = "a-secret-of-the-configuration";

    private Services() {}

    static CodePipelineStandIn codePipeline() {
        CodePipelineStandIn service = CodePipelineStandIn.start();
        service.defineActionType(TYPE, CodePipelineJobs.QUEUE, List.of("Spec", "Token"));
        return service;
    }

    /** Few attempts, for tests of what never goes well. */
    static Map<String, String> impatient(Map<String, String> environment) {
        Map<String, String> more = new HashMap<>(environment);
        more.put("AWS_MAX_ATTEMPTS", "2");
        return more;
    }

    static ActionOrder order(String queue) {
        return ActionOrder.of(TYPE, "credit", "execution-1", "Validate", "Gates")
                .configured(Map.of(CodePipelineJobs.QUEUE, queue, "Spec", "gxp.yaml", "Token", SECRET))
                .input("Source", "revision-1", "artifacts", "credit/Source/1.zip")
                .output("Evidence", "artifacts", "credit/Evidence/1.zip");
    }

    /** Everything that is printed of an exception when nobody takes care. */
    static String printed(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
