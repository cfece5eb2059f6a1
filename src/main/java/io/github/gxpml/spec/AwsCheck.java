// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

/** What is written for AWS must be asked for, and complete. */
final class AwsCheck implements Check {
    @Override
    public void check(Draft draft, Problems problems) {
        training(draft.root().at("train"), problems);
        registry(draft.root().at("register"), problems);
        image(draft.root(), problems);
        store(draft.root().at("evidence"), problems);
    }

    private static void training(Part train, Problems problems) {
        boolean asked = train.at("with").text("").equals("sagemaker");
        Part job = train.at("sagemaker");
        if (asked && !job.isPresent()) {
            problems.add(
                    train.at("with").place(),
                    "`with: sagemaker` needs a section `sagemaker`",
                    "add `sagemaker: {role: ..., image: ..., bucket: ...}`");
        } else if (!asked && job.isPresent()) {
            problems.add(
                    train.key("sagemaker"),
                    "`sagemaker` is for `with: sagemaker`, and this trainer would ignore it",
                    "remove it, or write `with: sagemaker`");
        } else if (asked) {
            job(job, problems);
        }
    }

    private static void job(Part job, Problems problems) {
        Part pipeline = job.at("pipeline");
        if (pipeline.isPresent() && job.at("tuning").isPresent()) {
            problems.add(
                    pipeline.place(),
                    "`sagemaker` names a `pipeline` and a `tuning` at once",
                    "keep one; a pipeline brings its own tuning");
        }
        if (!job.at("image").isPresent() && !pipeline.isPresent()) {
            problems.add(job.place(), "`sagemaker` names no `image`", "add the image with the training code");
        }
        if (job.at("subnets").items().isEmpty()
                != job.at("securityGroups").items().isEmpty()) {
            problems.add(
                    job.place(),
                    "`sagemaker` names only one of `subnets` and `securityGroups`",
                    "a VPC needs both: add the other, or remove both");
        }
        ranges(job.at("tuning", "ranges"), problems);
    }

    private static void ranges(Part ranges, Problems problems) {
        ranges.entries().forEach((name, range) -> {
            boolean numbers = range.at("min").isPresent() && range.at("max").isPresent();
            boolean part = range.at("min").isPresent() || range.at("max").isPresent();
            boolean values = !range.at("values").items().isEmpty();
            if (part != numbers || numbers == values) {
                problems.add(
                        range.place(),
                        "the range of " + Words.quoted(name) + " is neither `min` and `max` nor `values`",
                        "write `{min: 0.01, max: 0.3}` or `{values: [a, b]}`");
            }
        });
    }

    private static void registry(Part register, Problems problems) {
        boolean local = register.at("registry").text(Defaults.REGISTRY).equals(Defaults.REGISTRY);
        Part aws = register.at("aws");
        if (local && aws.isPresent()) {
            problems.add(
                    register.key("aws"),
                    "`aws` is for a registry in AWS, and the local one would ignore it",
                    "remove it, or write `registry: sagemaker`");
        } else if (!local && !aws.isPresent()) {
            problems.add(
                    register.at("registry").place(),
                    "a registry in AWS needs a section `aws`",
                    "add `aws: {table: ..., bucket: ...}`");
        }
    }

    private static void image(Part root, Problems problems) {
        Part registry = root.at("register", "registry");
        boolean named = root.at("register", "aws", "image").isPresent()
                || root.at("train", "sagemaker", "image").isPresent();
        if (registry.text("").equals("sagemaker") && root.at("register", "aws").isPresent() && !named) {
            problems.add(
                    registry.place(),
                    "the SageMaker Model Registry wants to know the container that serves the model",
                    "add `image` to `register.aws`");
        }
    }

    private static void store(Part evidence, Problems problems) {
        Part store = evidence.at("store");
        boolean s3 = store.text().filter(S3Place::is).isPresent();
        if (s3 && !store.text("").matches("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9!_.*'()/=-]{0,500})?")) {
            problems.add(
                    store.place(), Words.quoted(store.text("")) + " is no place in S3", "write `s3://bucket/prefix`");
        }
        if (!s3 && evidence.at("s3").isPresent()) {
            problems.add(
                    evidence.key("s3"),
                    "`s3` is for a store in S3, and a folder would ignore it",
                    "remove it, or write `store: s3://bucket/prefix`");
        }
        if (evidence.at("s3", "lock").isPresent()
                && !evidence.at("retention").text("").matches("[1-9]\\d{0,4} (days?|years?)")) {
            problems.add(
                    evidence.at("s3", "lock").place(),
                    "`lock` needs to know until when",
                    "add `retention: 10 years`, or a number of days");
        }
    }
}
