// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A gate that a pipeline asks for beside those of the spec; it tightens them and never loosens one. */
public final class QualityGate extends AbstractDescribableImpl<QualityGate> {
    static final List<String> PARTS = List.of("interval", "value", "lower-bound", "upper-bound");
    static final List<String> CRITICALITIES = List.of("FAILURE", "UNSTABLE");

    private final String metric;
    private String table;
    private String facet;
    private String columns;
    private Double min;
    private Double max;
    private Double within;
    private Double at;
    private String on;
    private String criticality;

    /**
     * Creates a gate without a limit.
     *
     * @param metric id of a metric, for example roc_auc
     */
    @DataBoundConstructor
    public QualityGate(String metric) {
        this.metric = Util.fixNull(metric).trim();
    }

    /**
     * Returns what is measured.
     *
     * @return id of a metric
     */
    public String getMetric() {
        return metric;
    }

    /**
     * Returns the table that the metric is computed on.
     *
     * @return its name, or null for that of the stage
     */
    public String getTable() {
        return table;
    }

    /**
     * Sets the table that the metric is computed on.
     *
     * @param table its name
     */
    @DataBoundSetter
    public void setTable(String table) {
        this.table = Util.fixEmptyAndTrim(table);
    }

    /**
     * Returns the facet of a metric of bias.
     *
     * @return its column or name, or each, or null
     */
    public String getFacet() {
        return facet;
    }

    /**
     * Sets the facet of a metric of bias.
     *
     * @param facet its column or name, or each
     */
    @DataBoundSetter
    public void setFacet(String facet) {
        this.facet = Util.fixEmptyAndTrim(facet);
    }

    /**
     * Returns the columns of a metric of columns.
     *
     * @return features, prediction, label or names between commas, or null
     */
    public String getColumns() {
        return columns;
    }

    /**
     * Sets the columns of a metric of columns.
     *
     * @param columns features, prediction, label or names between commas
     */
    @DataBoundSetter
    public void setColumns(String columns) {
        this.columns = Util.fixEmptyAndTrim(columns);
    }

    /**
     * Returns the smallest allowed value.
     *
     * @return the limit, or null
     */
    public Double getMin() {
        return min;
    }

    /**
     * Sets the smallest allowed value.
     *
     * @param min the limit
     */
    @DataBoundSetter
    public void setMin(Double min) {
        this.min = min;
    }

    /**
     * Returns the largest allowed value.
     *
     * @return the limit, or null
     */
    public Double getMax() {
        return max;
    }

    /**
     * Sets the largest allowed value.
     *
     * @param max the limit
     */
    @DataBoundSetter
    public void setMax(Double max) {
        this.max = max;
    }

    /**
     * Returns the largest allowed distance from zero.
     *
     * @return the limit, or null
     */
    public Double getWithin() {
        return within;
    }

    /**
     * Sets the largest allowed distance from zero.
     *
     * @param within the limit
     */
    @DataBoundSetter
    public void setWithin(Double within) {
        this.within = within;
    }

    /**
     * Returns the point that a metric is asked for.
     *
     * @return for example a required sensitivity, or null
     */
    public Double getAt() {
        return at;
    }

    /**
     * Sets the point that a metric is asked for.
     *
     * @param at for example a required sensitivity
     */
    @DataBoundSetter
    public void setAt(Double at) {
        this.at = at;
    }

    /**
     * Returns which part of the interval must lie inside the limits.
     *
     * @return interval, value, lower-bound or upper-bound, or null
     */
    public String getOn() {
        return on;
    }

    /**
     * Sets which part of the interval must lie inside the limits.
     *
     * @param on interval, value, lower-bound or upper-bound
     */
    @DataBoundSetter
    public void setOn(String on) {
        this.on = Util.fixEmptyAndTrim(on);
    }

    /**
     * Returns what a verdict other than PASS does.
     *
     * @return FAILURE or UNSTABLE, or null
     */
    public String getCriticality() {
        return criticality;
    }

    /**
     * Sets what a verdict other than PASS does.
     *
     * @param criticality FAILURE or UNSTABLE
     */
    @DataBoundSetter
    public void setCriticality(String criticality) {
        this.criticality = Util.fixEmptyAndTrim(criticality);
    }

    /** What Jenkins knows of such a gate. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<QualityGate> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.QualityGate_displayName();
        }

        /**
         * Offers the parts of an interval.
         *
         * @param item the job, if there is one
         * @return nothing to somebody who may not configure it
         */
        @POST
        public ListBoxModel doFillOnItems(@AncestorInPath Item item) {
            return FormRights.mayConfigure(item) ? Choices.orNone(PARTS) : new ListBoxModel();
        }

        /**
         * Offers the consequences of a verdict.
         *
         * @param item the job, if there is one
         * @return nothing to somebody who may not configure it
         */
        @POST
        public ListBoxModel doFillCriticalityItems(@AncestorInPath Item item) {
            return FormRights.mayConfigure(item) ? Choices.orNone(CRITICALITIES) : new ListBoxModel();
        }

        /**
         * Checks the metric while it is typed.
         *
         * @param item the job, if there is one
         * @param value what was typed
         * @return an error where it cannot be a metric
         */
        @POST
        public FormValidation doCheckMetric(@AncestorInPath Item item, @QueryParameter String value) {
            return told(item, QualityGates.metricProblem(Util.fixNull(value).trim()));
        }

        /**
         * Checks a limit while it is typed, with the others.
         *
         * @param item the job, if there is one
         * @param min smallest value
         * @param max largest value
         * @param within largest distance
         * @return an error where they are no limits, or not of one gate
         */
        @POST
        public FormValidation doCheckMin(
                @AncestorInPath Item item,
                @QueryParameter String min,
                @QueryParameter String max,
                @QueryParameter String within) {
            return told(item, QualityGates.limitProblem(min, max, within));
        }

        /**
         * Checks a limit while it is typed.
         *
         * @param item the job, if there is one
         * @param value what was typed
         * @return an error where it is no number
         */
        @POST
        public FormValidation doCheckMax(@AncestorInPath Item item, @QueryParameter String value) {
            return told(item, QualityGates.numberProblem(value));
        }

        /**
         * Checks a distance while it is typed.
         *
         * @param item the job, if there is one
         * @param value what was typed
         * @return an error where it is no number
         */
        @POST
        public FormValidation doCheckWithin(@AncestorInPath Item item, @QueryParameter String value) {
            return told(item, QualityGates.numberProblem(value));
        }

        /**
         * Checks a point while it is typed.
         *
         * @param item the job, if there is one
         * @param value what was typed
         * @return an error where it is no number
         */
        @POST
        public FormValidation doCheckAt(@AncestorInPath Item item, @QueryParameter String value) {
            return told(item, QualityGates.numberProblem(value));
        }

        private static FormValidation told(Item item, Optional<String> problem) {
            return FormRights.mayConfigure(item)
                    ? problem.map(FormValidation::error).orElseGet(FormValidation::ok)
                    : FormValidation.ok();
        }
    }
}
