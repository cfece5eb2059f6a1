#!/usr/bin/env python3
# Computes what our bias metrics must give with --compat clarify on the tables of reference-labels.py, where the label is
# one of several classes or a number: with the whole report of Amazon SageMaker Clarify (github.com/aws/
# amazon-sagemaker-clarify at 024329d, on PYTHONPATH with github.com/EntilZha/PyFunctional), which collapses the label
# itself. Metrics that it reports an error for are left out. Run in this folder.
import json

import pandas as pd
from smclarify.bias import report

SKIPPED = {"CDDL", "CDDPL", "FT"}  # they want a group variable, or features alone


def metrics(rows, label, positive):
    res = {}
    for name, facet in (("sex=F", report.FacetColumn("sex", ["F"])), ("age>75", report.FacetColumn("age", [75]))):
        res[name] = {}
        for stage in (report.StageType.PRE_TRAINING, report.StageType.POST_TRAINING):
            told = report.bias_report(
                rows[["sex", "age"]].copy(), facet, report.LabelColumn(label, rows[label], list(positive)), stage,
                report.LabelColumn("predicted", rows["predicted"], list(positive)), metrics=["all"])
            facet_of = [t for t in told if t["value_or_threshold"] in ("F", "(75, 94]")]
            for m in facet_of[0]["metrics"]:
                if m["name"] not in SKIPPED and m.get("value") is not None and "error" not in m:
                    res[name][m["name"]] = m["value"]
    return res


stages = pd.read_csv("classes.csv").merge(pd.read_csv("classes-predictions.csv"), on="id")
numbers = pd.read_csv("numbers-plain.csv").merge(pd.read_csv("numbers-plain-predictions.csv"), on="id")
result = {
    "several": metrics(stages, "stage", ["III", "IV, rare"]),
    "one": metrics(stages, "stage", ["II"]),
    "limit": metrics(numbers, "y", [4]),
}
with open("reference-labels-clarify.json", "w") as file:
    json.dump(result, file, indent=1)
