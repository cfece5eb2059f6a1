// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import java.util.Arrays;
import java.util.stream.Collectors;

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

    /** What people are asked to sign, as the last thing before what is missing. */
    public static String approval(String roles) {
        String asked = Arrays.stream(roles.split(","))
                .map(role -> "{\"role\":\"" + role + "\",\"count\":1,\"meaning\":\"APPROVED\",\"keys\":[]}")
                .collect(Collectors.joining(","));
        return "\"approval\":{\"seal\":4,\"predicateType\":\"https://gxpml.github.io/attestation/approval/v1\","
                + "\"subjects\":[{\"name\":\"data/seen/4/verdicts.json\",\"sha256\":\"" + DIGEST + "\"},"
                + "{\"name\":\"model\",\"sha256\":\"" + DIGEST + "\"}],"
                + "\"roles\":[" + asked + "],\"excluded\":[\"Tina Trainer <tina@example.org>\"],\"excludedKeys\":[],"
                + "\"changes\":[{\"what\":\"model\",\"before\":\"\",\"after\":\"<b>new</b>\"}],"
                + "\"model\":{\"intendedUse\":\"Flags <i>people</i>\",\"riskClass\":\"moderate\",\"algorithm\":\"locked\"},"
                + "\"plan\":{\"file\":\"docs/plan.md\",\"sha256\":\"" + DIGEST + "\"}},";
    }
}
