// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

/** What an engine answers. */
public final class AnswerTexts {
    public static final String DIGEST = "0123456789abcdef".repeat(4);

    private AnswerTexts() {}

    public static String good() {
        return "{\"model\":\"m\",\"run\":8,\"version\":7,\"state\":\"BLOCKED\",\"verdict\":\"FAIL\",\"exit\":1,"
                + "\"gates\":[{\"id\":\"validate/roc_auc/t\",\"gate\":{\"stage\":\"validate\",\"min\":0.8},"
                + "\"metric\":{\"value\":0.5,\"n\":9,\"interval\":{\"lower\":0.4,\"upper\":0.6}},"
                + "\"verdict\":\"FAIL\",\"reason\":\"too low\"}],\"missing\":[\"quality (1)\"],"
                + "\"waived\":{\"train/x/t\":\"2030-01-01\"},"
                + "\"bundle\":{\"path\":\"/w/gxp-evidence/m-8.zip\",\"sha256\":\"" + DIGEST + "\"}}";
    }
}
