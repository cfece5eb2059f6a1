// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the file of a table comes from, as declared.
 *
 * @param kind the system that keeps it
 * @param details what names it there, for example bucket, key and versionId; values as written
 */
public record TableSource(Kind kind, Map<String, String> details) {
    /** Systems that keep data. */
    public enum Kind {
        /** A version of an object in Amazon S3; compared with it, and fetched where the file is missing. */
        S3("s3"),
        /** A file tracked by DVC; compared with its {@code .dvc} file. */
        DVC("dvc"),
        /** A file tracked by Git LFS; compared with its pointer in the commit. */
        GIT_LFS("gitLfs"),
        /** A version of a table in the AWS Glue Data Catalog. */
        GLUE("glue"),
        /** A run of an AWS Glue job. */
        GLUE_JOB("glueJob"),
        /** A crawl of an AWS Glue crawler. */
        GLUE_CRAWLER("glueCrawler"),
        /** A version of a schema in the AWS Glue Schema Registry. */
        GLUE_SCHEMA("glueSchema"),
        /** A step of an Amazon EMR cluster. */
        EMR("emr"),
        /** A window of an Amazon Kinesis stream. */
        KINESIS("kinesis"),
        /** A feature group of SageMaker Feature Store up to an event time. */
        FEATURE_STORE("featureStore"),
        /** A flow of SageMaker Data Wrangler. */
        DATA_WRANGLER("dataWrangler"),
        /** A run of an AWS Glue DataBrew job. */
        DATA_BREW("dataBrew"),
        /** A labelling job of SageMaker Ground Truth. */
        GROUND_TRUTH("groundTruth"),
        /** A job of SageMaker Autopilot. */
        AUTOPILOT("autopilot"),
        /** The grants of a principal on a table in AWS Lake Formation. */
        LAKE_FORMATION("lakeFormation"),
        /** An export job of AWS HealthLake. */
        HEALTH_LAKE("healthLake"),
        /** A transfer by line, gateway or device; recorded as declared. */
        TRANSFER("transfer"),
        /** Anything else with an address; recorded as declared. */
        OTHER("other");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /**
         * Returns the word that stands for it in a spec.
         *
         * @return for example {@code gitLfs}
         */
        public String key() {
            return key;
        }

        /**
         * Tells whether the file can be compared with its source on this machine.
         *
         * @return true for DVC and Git LFS
         */
        public boolean checked() {
            return this == DVC || this == GIT_LFS;
        }

        /**
         * Tells whether a service of AWS can be asked about it.
         *
         * @return false for what is checked here, and for what nobody can be asked about
         */
        public boolean ofAws() {
            return !checked() && this != TRANSFER && this != OTHER;
        }
    }

    /** Copies the details, keeping their order. */
    public TableSource {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
