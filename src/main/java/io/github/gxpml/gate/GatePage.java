// SPDX-License-Identifier: MIT
package io.github.gxpml.gate;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.spec.SpecSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How gates are written and judged, as a page for people: the keys come from the schema of the spec. */
public final class GatePage {
    private GatePage() {}

    /**
     * Returns the page.
     *
     * @return Markdown, with a line feed at the end
     */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Gates

                A gate is a limit on one number of the [catalogue of metrics](metrics.md), written under
                `validate.qualityGates` or `monitor.qualityGates` of `gxp.yaml`. This page is made from the schema by
                `gxp catalogue gates`.

                ```yaml
                validate:
                  qualityGates:
                    - {metric: roc_auc, table: validation, min: 0.78, on: lower-bound}
                    - {metric: DI, table: validation, facet: each, min: 0.80, max: 1.25}
                ```

                ## Keys

                | key | meaning | values | default |
                |---|---|---|---|
                """);
        JsonNode gate = schema().at("/$defs/gate");
        Set<String> required = names(gate.get("required"));
        gate.get("properties")
                .fields()
                .forEachRemaining(field -> page.append(row(
                        field.getKey() + (required.contains(field.getKey()) ? "` (must be there)" : "`"),
                        field.getValue())));
        page.append(RULES);
        return page.toString();
    }

    private static JsonNode schema() {
        try {
            return Json.read(SpecSchema.text().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema in the program file is broken - install it again", e);
        }
    }

    private static Set<String> names(JsonNode list) {
        return Set.copyOf(texts(list));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        if (list != null) {
            list.forEach(item -> texts.add(item.isTextual() ? item.textValue() : item.toString()));
        }
        return texts;
    }

    private static String row(String key, JsonNode property) {
        List<String> values = texts(property.get("enum"));
        String example = property.path("examples").path(0).isMissingNode()
                ? ""
                : "for example `" + plain(property.get("examples").get(0)) + "`";
        String shown = values.isEmpty() ? example : "`" + String.join("`, `", values) + "`";
        String standard = property.has("default") ? "`" + plain(property.get("default")) + "`" : "";
        return "| `" + key + " | " + cell(property.path("description").asText()) + " | " + cell(shown) + " | "
                + cell(standard) + " |\n";
    }

    private static String plain(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static final String RULES = """

            ## Verdicts

            | verdict | when |
            |---|---|
            | PASS | what is judged lies inside the limits; a number equal to its limit is inside, and 0 is a limit |
            | FAIL | what is judged lies outside |
            | UNDECIDED | the interval lies across a limit, the metric has no number, its interval is missing where \
            it is judged, no limit is set, or there are too few rows; the reason is told, and how many rows would \
            decide |

            Only PASS opens. A gate is never left out: where it stands for nothing, one gate is left whose metric has no
            number. A stage without gates is UNDECIDED.

            `facet: each` stands for one gate for each facet of `data.facets`, and a facet with `each: true` for one
            gate for each value that its column holds in the table or held in training. `columns: features` stands for
            one gate for each feature.

            `worst_slice_<metric>` puts one limit on the worst value of any group: both sides of every facet, or of
            the one that `facet` names. Its interval holds for all groups together; a group where the metric has no
            number leaves no worst value, so that no group is passed over.

            ## Gates of a host

            A build server, or anybody who calls a stage, may ask for more than the spec, never for less: `gxp
            validate --gates FILE`, and so `monitor`; `gxp run --gates FILE` takes gates of validate, which hold
            also if that stage is carried out later. `train` and `register` take none: train is judged by the gates
            that hold in every run.

            ```json
            {"from": "Jenkinsfile of build https://ci.example.org/job/x/5/",
             "gates": [{"metric": "roc_auc", "table": "validation", "min": 0.8, "on": "lower-bound"}]}
            ```

            `from` says where the gates are written, in one line and without an article. Entries have the keys
            above, with the same meaning and the same defaults. A gate on a number that the spec has no gate on is
            added. On a number that the spec has a gate on (same stage, metric, table, facet, column, `at`, class,
            comparison and correction) the stricter limit of each side holds, FAILURE wins over UNSTABLE, and an
            entry without `on` takes that of the spec's gate. An entry that asks for less is refused, with both
            limits (exit code 2): a lower `min`, a higher `max`, UNSTABLE for FAILURE, or another `on`, except the
            one bound beside the one limit. Where the spec sets several gates on one number, an entry must be as
            strict as each. A stage that the spec sets no gate for stays UNDECIDED.

            What the host asked for is kept in the bundle, byte for byte, as `data/host-gates/<stage>.json`; each
            gate that it names says so in `host` and in the report, and `gxp verify` holds the verdicts to both.

            ## Gates that hold in every run

            Nobody has to write these; all are limits on a count:

            - `schema_violations` is 0 in every table: declared types, domains and columns hold.
            - `duplicate_keys` is 0 in every table.
            - `shared_rows` is 0 between any two tables: no row of another table was trained on, and no two tests share
              rows.
            - `source_mismatches` is 0 if a table declares DVC, Git LFS or, where AWS is asked, a service of AWS as its
              source ([data sources](data-sources.md)).
            - `platform_findings` is 0 before each stage that `platform.require` names
              ([preflight](preflight.md)); a check that cannot be decided leaves it without a number.
            - `reproducibility_class` is at least the class of `reproducibility.retrain.require` if
              `reproducibility.retrain` is set; `retrain_differences` is 0 where identical predictions are asked for,
              `artifact_differences` too where bit-identical is.
            - `undeclared_seeds` is 0 if `train.libraries` is set; a library without a seed is UNDECIDED.
            - `environment_mismatches` is 0 if `reproducibility.environment` or `seeds` is set; an entry that cannot be
              found out is UNDECIDED.
            - `reproducibility_tests` is at least the minimum, and `failed_tests` and `test_outcome_differences` are 0,
              if `reproducibility.unitTests` is set.
            """;
}
