// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All checks that look at more than one place of a spec. A new kind of check is one class and one line here. */
final class Semantics {
    private static final List<Check> CHECKS = List.of(
            new NameCheck(),
            new TableCheck(),
            new ColumnCheck(),
            new LabelCheck(),
            new FacetCheck(),
            new TrainCheck(),
            new AwsCheck(),
            new ReproducibilityCheck(),
            new GateCheck(),
            new GateReferenceCheck(),
            new RequirementCheck(),
            new OriginCheck(),
            new ExperimentCheck(),
            new AgainstCheck(),
            new ExistingBaselineCheck(),
            new EndpointCheck(),
            new SurenessCheck(),
            new ApprovalCheck(),
            new SigningCheck(),
            new PathCheck(),
            new RiskClassCheck());

    private Semantics() {}

    static void check(Value root, Optional<Set<String>> metricIds, Problems problems) {
        var draft = new Draft(Part.of(root), metricIds);
        CHECKS.forEach(check -> check.check(draft, problems));
    }
}
