// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

/** What holds where a spec says nothing; the same values stand in the schema as {@code default}. */
final class Defaults {
    static final String ALGORITHM = "locked";
    static final String LABEL = "binary";
    static final String TRAINER = "embedded";
    static final String EMBEDDED_ALGORITHM = "logistic-regression";
    static final String TRAIN_TABLE = "train";
    static final double THRESHOLD = 0.5;
    static final String IMPUTE = "median";
    static final String TRAIN_TIME_LIMIT = "1h";
    static final long RUNS = 2;
    static final String REQUIRE = "identical-predictions";
    static final String TAG = "reproducibility";
    static final long MINIMUM_TESTS = 1;
    static final String TEST_TIME_LIMIT = "10m";
    static final double LEVEL = 0.95;
    static final String CRITICALITY = "FAILURE";
    static final String REGISTRY = "local";
    static final long SIGNATURES = 1;
    static final String MEANING = "approved";
    static final long WAIVER_DAYS = 90;
    static final boolean STAMP_REQUIRED = true;
    static final long MINIMUM_ROWS = 100;
    static final String STORE = "gxp-evidence";
    static final String WORDS = "";
    static final boolean REQUIRED = false;
    static final String INSTANCE = "ml.m5.large";
    static final long INSTANCES = 1;
    static final long VOLUME = 30;
    static final boolean ISOLATED = true;
    static final boolean ENCRYPT_TRAFFIC = true;
    static final String PREDICTIONS = "job";
    static final String GOAL = "maximize";
    static final String STRATEGY = "bayesian";
    static final long PARALLEL = 1;
    static final boolean WHOLE = false;
    static final String SCALE = "auto";
    static final String VARIANT = "AllTraffic";
    static final long HOURS = 24;

    private Defaults() {}
}
