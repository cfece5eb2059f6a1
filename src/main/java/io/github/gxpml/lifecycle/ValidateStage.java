// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Rivalry;
import io.github.gxpml.port.Progress;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Judges the trained model by the gates of the spec. */
final class ValidateStage implements Stage {
    @Override
    public String name() {
        return "validate";
    }

    @Override
    public StageOutcome carryOut(Run run, Progress progress) throws StageException, IOException, InterruptedException {
        Spec spec = run.spec();
        TrainedModel model = TrainedModel.of(run);
        List<Gate> gates = run.asked().get(name());
        Map<String, List<Gate>> byTable =
                gates.stream().collect(Collectors.groupingBy(Gate::table, LinkedHashMap::new, Collectors.toList()));
        try (Tables tables = Tables.open(run)) {
            tables.checkUnchanged(run);
            Rival rival = Rival.of(run, gates);
            Rivalry rivalry = rival.rivalry();
            var options = Options.at(spec.validate().level())
                    .with(tables.groups(spec.train().table()))
                    .with(rivalry);
            var evaluations = new Evaluations(run, tables, options);
            int done = 0;
            for (var entry : byTable.entrySet()) {
                progress.advance(done++, byTable.size(), "validating");
                String table = entry.getKey();
                if (!table.isEmpty() && !spec.data().tables().containsKey(table)) {
                    MetricValue none = MetricValue.undefined("there is no table `" + table + "`", 0);
                    entry.getValue().forEach(gate -> evaluations.take(gate, none));
                } else if (!table.isEmpty()) {
                    var predictions = run.folder().resolve(model.predictions().get(table));
                    List<Gate> measured = entry.getValue();
                    if (measured.stream().anyMatch(Rival::wanted)
                            && rivalry.nothing().isEmpty()) {
                        Path champion = rival.predictions(table, tables.files().get(table), progress);
                        evaluations.measure(table, measured, data -> tables.scored(table, predictions, champion, data));
                    } else {
                        evaluations.measure(table, measured, data -> tables.scored(table, predictions, data));
                    }
                }
            }
            List<GateResult> results = evaluations.judgeAll(name(), gates);
            run.judged(results);
            return new StageOutcome(
                    summary(gates.contains(Gates.wanted(name())) ? 0 : results.size(), byTable.size()),
                    results,
                    run.askedNotes(name()),
                    false);
        }
    }

    private static String summary(int gates, int tables) {
        return gates == 0
                ? "no gates: nothing was judged"
                : gates + " gates on " + tables + (tables == 1 ? " table" : " tables");
    }
}
