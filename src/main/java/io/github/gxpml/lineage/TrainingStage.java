// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

/** What a training goes through, in order: the first stage whose output differs is where two trainings part. */
public enum TrainingStage {
    /** The files of the tables. */
    DATA("data", "table"),
    /** Which rows are in which table, by their keys. */
    SPLIT("split", "table"),
    /** The columns that the model is fitted to, prepared as the trainer tells, else as they are read. */
    FEATURES("features", "column"),
    /** What was learnt, without what a file format adds of its own. */
    WEIGHTS("weights", "tensor"),
    /** The bytes of the model file. */
    ARTIFACT("model file", "file"),
    /** What is predicted for each row of each table. */
    PREDICTIONS("predictions", "table"),
    /** The numbers that the trainer reports and that the gates of validation judge. */
    METRICS("metrics", "metric");

    private final String text;
    private final String part;

    TrainingStage(String text, String part) {
        this.text = text;
        this.part = part;
    }

    /**
     * Returns the stage for people.
     *
     * @return for example {@code weights}
     */
    public String text() {
        return text;
    }

    /**
     * Says what the stage's output is made of.
     *
     * @return for example {@code tensor}
     */
    public String part() {
        return part;
    }
}
