// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;

/** What is written for the trainer must be what this trainer reads, so that nothing is ignored in silence. */
final class TrainCheck implements Check {
    @Override
    public void check(Draft draft, Problems problems) {
        Part train = draft.root().at("train");
        if (draft.trainer().equals("process")) {
            process(train, problems);
        } else if (draft.trainer().equals("sagemaker")) {
            job(train, problems);
        } else if (!draft.isOwnCode()) {
            for (String key : List.of("command", "scoreCommand", "libraries")) {
                if (train.at(key).isPresent()) {
                    problems.add(
                            train.key(key),
                            Words.name(key) + " is for `with: process`, and the embedded trainer would ignore it",
                            "remove it, or write `with: process`");
                }
            }
        }
        hyperparameters(train.at("hyperparameters"), problems);
        adaptive(draft, problems);
    }

    private static void process(Part train, Problems problems) {
        if (train.at("command").isNothing()) {
            problems.add(
                    train.at("with").place(),
                    "`with: process` needs a `command`",
                    "add `command: [python3, train.py]` with your own program and arguments");
        }
        for (String key : List.of("algorithm", "impute")) {
            if (train.at(key).isPresent()) {
                problems.add(
                        train.key(key),
                        Words.name(key) + " is for the embedded trainer, and a process would not be told of it",
                        "move it to `hyperparameters`, or remove it");
            }
        }
    }

    private static void job(Part train, Problems problems) {
        for (String key : List.of("command", "scoreCommand")) {
            if (train.at(key).isPresent()) {
                problems.add(
                        train.key(key),
                        Words.name(key) + " is for `with: process`, and a job runs what its image holds",
                        "remove it; build the image with the command as its entry point");
            }
        }
        for (String key : List.of("algorithm", "impute")) {
            if (train.at(key).isPresent()) {
                problems.add(
                        train.key(key),
                        Words.name(key) + " is for the embedded trainer, and a job would not be told of it",
                        "move it to `hyperparameters`, or remove it");
            }
        }
    }

    private static void hyperparameters(Part part, Problems problems) {
        part.scalar()
                .filter(s -> s.kind() == Value.Kind.WHOLE && part.whole().isEmpty())
                .ifPresent(s -> problems.add(
                        s.place(),
                        s.text() + " does not fit into 64 bits",
                        "write a smaller number, or put it in quotes"));
        part.items().forEach(item -> hyperparameters(item, problems));
        part.entries().values().forEach(entry -> hyperparameters(entry, problems));
    }

    private static void adaptive(Draft draft, Problems problems) {
        Part algorithm = draft.root().at("model", "algorithm");
        if (algorithm.text("").equals("adaptive")
                && !draft.root().at("changeControl").isPresent()) {
            problems.add(
                    algorithm.place(),
                    "`algorithm: adaptive` asks for `changeControl`, because a model that changes by itself"
                            + " needs a plan made beforehand",
                    "add `changeControl: {plan: docs/change-control-plan.md}`, or write `algorithm: locked`");
        }
    }
}
