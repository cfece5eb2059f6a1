// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

/** One thing that is wrong with an account, and the check that must find it. */
public enum Flaw {
    ROOT_CALLS("caller-identity"),
    USER_CALLS("caller-identity"),
    STAGE_IS_SOMEBODY_ELSE("caller-identity"),
    CALLER_IS_STRANGE("caller-identity", true),
    ROLE_TRUSTS_EVERYBODY("role-trust"),
    ROLE_TRUSTS_ANOTHER_ACCOUNT("role-trust"),
    ROLE_TRUSTS_ALL_BUT_ONE("role-trust"),
    JOB_TRUSTS_PEOPLE("role-trust"),
    REGISTRAR_MAY_TRAIN("role-permissions"),
    TRAINER_MAY_APPROVE("role-permissions"),
    TRAINER_MAY_NOT_TRAIN("role-permissions"),
    STAGE_MAY_WIDEN_ITSELF("role-permissions"),
    JOB_MAY_OPEN_BUCKETS("role-permissions"),
    POLICY_HANGS_ON_CONTEXT("role-permissions", true),
    SIMULATION_IS_SILENT("role-permissions", true),
    JOB_RAN_WITH_NETWORK("job-as-run"),
    JOB_RAN_IN_THE_CLEAR("job-as-run"),
    JOB_RAN_IN_NO_VPC("job-as-run"),
    JOB_RAN_WITH_OTHER_KEY("job-as-run"),
    JOB_RAN_WITH_OTHER_IMAGE("job-as-run"),
    JOB_RAN_ON_OTHER_MACHINES("job-as-run"),
    GROUP_LETS_WORLD_IN("security-group"),
    GROUP_LETS_WORLD_IN_BY_IPV6("security-group"),
    GROUP_IS_MISSING("security-group", true),
    ROUTE_TO_INTERNET("subnet-routes"),
    ROUTE_TO_NAT("subnet-routes"),
    MAIN_ROUTE_TO_INTERNET("subnet-routes"),
    ROUTE_TO_SOMEWHERE("subnet-routes", true),
    NO_ROUTES("subnet-routes", true),
    NO_ENDPOINT("vpc-endpoint"),
    ENDPOINT_IS_PENDING("vpc-endpoint"),
    ENDPOINT_LETS_EVERYBODY("vpc-endpoint"),
    KEY_IS_OF_AWS("kms-key"),
    KEY_IS_DISABLED("kms-key"),
    KEY_IS_NOT_ROTATED("kms-key"),
    SIGNING_KEY_ENCRYPTS("signing-key"),
    SIGNING_KEY_OF_ANOTHER_CURVE("signing-key"),
    SIGNING_KEY_IS_TO_BE_DELETED("signing-key"),
    SIGNING_KEY_CAME_FROM_ELSEWHERE("signing-key"),
    SIGNING_KEY_OF_MANY_REGIONS("signing-key"),
    SIGNING_KEY_IS_EVERYBODYS("signing-key"),
    BUCKET_WITHOUT_ENCRYPTION("bucket-encryption"),
    BUCKET_WITH_KEYS_OF_S3("bucket-encryption"),
    BUCKET_WITH_KEY_OF_AWS("bucket-encryption"),
    BUCKET_TAKES_UNENCRYPTED("bucket-unencrypted-puts"),
    BUCKET_TAKES_SOME_UNENCRYPTED("bucket-unencrypted-puts"),
    BUCKET_WITHOUT_TLS("bucket-tls"),
    BUCKET_WITHOUT_TLS_FOR_SOME("bucket-tls"),
    BUCKET_WITHOUT_TLS_FOR_OBJECTS("bucket-tls"),
    BUCKET_WITHOUT_VERSIONS("bucket-versioning"),
    BUCKET_SUSPENDED_VERSIONS("bucket-versioning"),
    BUCKET_WITHOUT_LOCK("bucket-object-lock"),
    BUCKET_MAY_BE_OPENED("bucket-public-access"),
    BUCKET_WITHOUT_BLOCK("bucket-public-access"),
    IMAGE_HAS_FINDINGS("image"),
    IMAGE_WAS_NOT_SCANNED("image", true),
    SCAN_FAILED("image", true),
    IMAGE_IS_MISSING("image", true),
    GLUE_WITHOUT_CONFIGURATION("glue-encryption"),
    GLUE_WITHOUT_KMS("glue-encryption"),
    CAPTURE_IS_NOT_THERE("data-capture"),
    CAPTURE_IS_OFF("data-capture"),
    CAPTURE_IS_STOPPED("data-capture"),
    CAPTURE_WITHOUT_OUTPUT("data-capture"),
    CAPTURE_WITHOUT_KEY("data-capture"),
    CAPTURE_OF_TOO_LITTLE("data-capture"),
    CAPTURE_IS_SILENT("data-capture", true),
    CAPTURE_GOES_ELSEWHERE("data-capture", true),
    ENDPOINT_IS_UPDATED("data-capture", true),
    RULE_IS_BROKEN("config-rule"),
    RULE_WAS_NEVER_EVALUATED("config-rule", true),
    RULE_HAS_TOO_LITTLE("config-rule", true),
    RULE_FAILED_TO_EVALUATE("config-rule", true),
    RULE_IS_MISSING("config-rule", true),
    PACK_IS_BROKEN("conformance-pack"),
    PACK_HAS_TOO_LITTLE("conformance-pack", true),
    PACK_WAS_NEVER_EVALUATED("conformance-pack", true),
    PACK_IS_EMPTY("conformance-pack", true),
    PACK_IS_MISSING("conformance-pack", true),
    TRAIL_IS_OFF("trail"),
    TRAIL_OF_ONE_REGION("trail"),
    TRAIL_WITHOUT_VALIDATION("trail"),
    TRAIL_DOES_NOT_DELIVER("trail"),
    TRAIL_LEAVES_OUT_READS("trail"),
    TRAIL_IS_MISSING("trail"),
    TRAIL_HAS_DELIVERED_NOTHING("trail", true),
    CHANGED_BY_ANOTHER("activity"),
    CHANGED_IN_THE_CONSOLE("activity"),
    BUCKET_CHANGED_MEANWHILE("config-timeline"),
    NOTHING_RECORDED("config-timeline", true);

    private final String check;
    private final boolean undecided;

    Flaw(String check) {
        this(check, false);
    }

    Flaw(String check, boolean undecided) {
        this.check = check;
        this.undecided = undecided;
    }

    /** Returns the id of the check that must find it. */
    public String check() {
        return check;
    }

    /** Tells whether nobody can say that anything is wrong. */
    public boolean undecided() {
        return undecided;
    }
}
