// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.util.List;

/** The custom action type of this product. */
public final class GxpActionType {
    static final String QUEUE = "Queue";
    static final String STAGE = "Stage";
    static final String CONFIG = "Config";
    static final String SOURCE = "Source";
    static final String BUNDLE = "Bundle";
    static final String MODEL = "Model";
    static final String APPROVAL_ACTION = "ApprovalAction";
    static final String QUALITY_GATES = "QualityGates";
    static final String PARAMETERS = "Parameters";

    /** Every property of an action's configuration. */
    static final List<String> PROPERTIES =
            List.of(QUEUE, STAGE, CONFIG, SOURCE, BUNDLE, MODEL, APPROVAL_ACTION, QUALITY_GATES, PARAMETERS);

    static final String VERDICT = "verdict";
    static final String METRICS = "metrics";
    static final String BUNDLE_DIGEST = "bundleDigest";
    static final String MODEL_VERSION = "modelVersion";

    private GxpActionType() {}
}
