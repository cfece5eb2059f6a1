// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.data.ColumnProfile.Demand;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.Slice;
import io.github.gxpml.data.Table;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.ColumnSpec;
import io.github.gxpml.spec.DataSpec.LabelSpec.Type;
import io.github.gxpml.spec.ExperimentSpec;
import io.github.gxpml.spec.FacetSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a metric may know when it says what it needs.
 *
 * @param data what the columns mean
 * @param options how it will be computed
 * @param others tables to compare with
 * @param experiment the plan of the experiment that the table is of, if it is of one
 */
public record Context(DataSpec data, Options options, List<Table> others, Optional<ExperimentSpec> experiment) {
    /**
     * A table that is of no experiment.
     *
     * @param data what the columns mean
     * @param options how it will be computed
     * @param others tables to compare with
     */
    public Context(DataSpec data, Options options, List<Table> others) {
        this(data, options, others, Optional.empty());
    }

    /**
     * Finds a facet.
     *
     * @param name its name
     * @return the facet, if it is declared
     */
    public Optional<FacetSpec> facet(String name) {
        return data.facets().stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /**
     * Finds a slice.
     *
     * @param name facet name, {@code not} and a facet name, or empty for all rows
     * @return the slice, if the facet is declared
     */
    public Optional<Slice> slice(String name) {
        return Slice.named(name, data.facets());
    }

    /**
     * Tells whether the label can have a metric of what is positive and what is not.
     *
     * @param inputs what the metric is computed of
     * @return false if nothing says what is positive, or scores are asked for where numbers are predicted
     */
    public boolean twoClasses(Set<Input> inputs) {
        boolean scores = inputs.stream().anyMatch(Set.of(Input.SCORES, Input.CONFIDENCE, Input.MEMBERS)::contains);
        return data.label().twoSided() && !(scores && data.label().type() == Type.REGRESSION);
    }

    /**
     * Returns what a column is to be checked for. Key, features, facets and declared columns must be there; the label
     * may come later, and metrics that need it are undefined until then.
     *
     * @param column its name
     * @return equal needs for equal columns
     */
    public Need.Profile profile(String column) {
        Optional<ColumnSpec> declared = Optional.ofNullable(data.columns().get(column));
        return new Need.Profile(column, declared, demand(column, declared));
    }

    private Demand demand(String column, Optional<ColumnSpec> declared) {
        if (column.equals(data.key()) || declared.map(ColumnSpec::required).orElse(false)) {
            return Demand.VALUES;
        }
        if (column.equals(data.label().column())) {
            return Demand.OPTIONAL;
        }
        boolean used = data.features().contains(column)
                || data.facets().stream().anyMatch(f -> f.columns().contains(column));
        return used || declared.isPresent() ? Demand.COLUMN : Demand.NOTHING;
    }
}
