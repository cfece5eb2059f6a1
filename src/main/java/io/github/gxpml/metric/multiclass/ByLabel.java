// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.multiclass;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.spec.DataSpec.LabelSpec.Type;
import java.util.Set;

/**
 * A metric that means the same for two and for several classes: of the classes themselves where the label has several,
 * even if it says which of them are positive.
 *
 * @param twoClasses for every other label
 * @param severalClasses for a label with several classes
 */
public record ByLabel(Metric twoClasses, Metric severalClasses) implements Metric {
    @Override
    public MetricInfo info() {
        MetricInfo two = twoClasses.info();
        MetricInfo several = severalClasses.info();
        return new MetricInfo(
                two.id(),
                two.title(),
                two.unit(),
                two.scope(),
                two.direction(),
                two.ideal(),
                two.meaning(),
                two.formula() + "; for several classes " + several.formula(),
                two.interval());
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        boolean several = context.data().label().type() == Type.MULTICLASS;
        return (several ? severalClasses : twoClasses).needs(request, context);
    }

    @Override
    public Set<Input> inputs() {
        return severalClasses.inputs();
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        boolean several = states.scoring()
                .map(scoring -> scoring.label().type() == Type.MULTICLASS)
                .orElse(false);
        return (several ? severalClasses : twoClasses).compute(request, states, options);
    }
}
