#!/usr/bin/env python3
# Makes flc-predictions.csv and computes what our bias metrics must give with --compat clarify: on the validation table
# of examples/flc-mortality and on small tables with empty groups, missing classes and one-sided groups, with Amazon
# SageMaker Clarify's own metrics (github.com/aws/amazon-sagemaker-clarify at 024329d, on PYTHONPATH with
# github.com/EntilZha/PyFunctional). What Clarify calls infinite or refuses is written as text. The peers' definitions
# are computed with Fairlearn's metrics (github.com/fairlearn/fairlearn, 0.13) and, for AI Fairness 360's
# average_odds_difference and Theil index, by its formulas. Run in this folder.
import json

import fairlearn.metrics as fl
import numpy as np
import pandas as pd
from smclarify.bias.metrics import posttraining as post
from smclarify.bias.metrics import pretraining as pre

rng = np.random.default_rng(11)


def told(compute):
    try:
        value = float(compute())
    except Exception as e:
        return "error: " + str(e)
    return value if np.isfinite(value) else str(value).replace("inf", "Infinity")


def clarify(f):
    d, y, p, g, x = f["side"], f["y"] == 1, f["p"] == 1, f["group"], f["y"]
    res = {n: told(lambda n=n: getattr(pre, n)(y, d)) for n in ("KL", "JS", "LP", "TVD", "KS")}
    res["CI"] = told(lambda: pre.CI(x, d))
    res["DPL"] = told(lambda: pre.DPL(x, d, y))
    res["CDDL"] = told(lambda: pre.CDDL(x, d, y, g))
    res["DPPL"] = told(lambda: post.DPPL(x, d, p))
    res["DI"] = told(lambda: post.DI(x, d, p))
    for n in ("DCA", "DCR", "RD", "SD", "DAR", "DRR", "AD", "TE"):
        res[n] = told(lambda n=n: getattr(post, n)(x, d, y, p))
    res["CDDPL"] = told(lambda: post.CDDPL(x, d, p, g))
    res["GE"] = told(lambda: post.GE(y, p))
    res["FT"] = told(lambda: post.FT(f[[c for c in f.columns if c.startswith("x")]], d, p))
    return res


def peers(f):
    y, p, s = f["y"].to_numpy(), f["p"].to_numpy(), f["side"].to_numpy()
    rate = lambda side, label: p[(s == side) & (y == label)].mean()
    b = p - y + 1
    r = b[b > 0] / b.mean()
    return {
        "demographic_parity_difference": fl.demographic_parity_difference(y, p, sensitive_features=s),
        "demographic_parity_ratio": fl.demographic_parity_ratio(y, p, sensitive_features=s),
        "equal_opportunity_difference": fl.equal_opportunity_difference(y, p, sensitive_features=s),
        "equalized_odds_difference": fl.equalized_odds_difference(y, p, sensitive_features=s),
        "average_odds_difference": ((rate(True, 0) - rate(False, 0)) + (rate(True, 1) - rate(False, 1))) / 2,
        "theil": (r * np.log(r)).sum() / len(b),
    }


flc = pd.read_csv("../../../../../../../../examples/flc-mortality/data/validation.csv")
score = 1 / (1 + np.exp(-(0.1 * (flc["age"] - 78) + 0.3 * (flc["kappa"] - 1.5) + rng.normal(0, 0.5, len(flc)))))
score = score.round(3).clip(0.001, 0.999)
predicted = (score >= 0.5).astype(int)
pd.DataFrame({"id": flc["id"], "score": score, "predicted": predicted}).to_csv("flc-predictions.csv", index=False)
result = {"flc": {}, "tables": []}
for name, side in (("sex=F", flc["sex"] == "F"), ("age>75", flc["age"] > 75)):
    f = pd.DataFrame({"side": side, "y": flc["dead5y"], "p": predicted, "group": flc["sample_yr"]})
    for i, column in enumerate(c for c in ("age", "kappa", "lambda", "mgus") if not name.startswith(c)):
        f["x%d" % i] = flc[column]
    result["flc"][name] = {"clarify": clarify(f), "peers": peers(f)}

FIXED = (  # label, prediction and side of each row
    "10F 00M", "01F 10M", "00F 00F 11M 01M", "00F 00F 00F 00F 00F 00M 00M 10M 10M 10M", "11F 11F 10M 11M", "01F 00M 10M",
    "10F 10F 10M", "11F 01M 00M", "11F 01F 10M 11M 00M",
)


def fixed(text):
    cells = text.split()
    return pd.DataFrame({
        "side": [c[2] == "F" for c in cells],
        "y": [int(c[0]) for c in cells],
        "p": [int(c[1]) for c in cells],
        "group": ["a" if i % 2 else "b" for i in range(len(cells))],
        "x0": rng.normal(60, 12, len(cells)).round(4),
        "x1": rng.normal(0, 12, len(cells)).round(4),
    })


def drawn():
    n = int(rng.integers(2, 30))
    chance = rng.choice([0.0, 0.1, 0.5, 0.9, 1.0], 3)
    return pd.DataFrame({
        "side": rng.random(n) < rng.choice([0.2, 0.5, 0.8]),
        "y": (rng.random(n) < chance[0]).astype(int),
        "p": (rng.random(n) < chance[1]).astype(int),
        "group": rng.choice(["a", "b", "c"], n),
        "x0": rng.normal(60, 12, n).round(4),
        "x1": rng.normal(0, 12, n).round(4),
    })


for f in [fixed(text) for text in FIXED] + [drawn() for _ in range(60)]:
    if f["side"].nunique() < 2:
        continue
    rows = ["%d,%d,%s,%s,%s,%s" % (r.y, r.p, "F" if r.side else "M", r.group, r.x0, r.x1) for r in f.itertuples()]
    result["tables"].append({"rows": rows, "clarify": clarify(f)})

with open("reference-bias.json", "w") as out:
    json.dump(result, out, indent=1)
    out.write("\n")
