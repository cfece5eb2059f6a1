#!/usr/bin/env python3
# Computes what the drift metrics must give on the files that reference.py made, with numpy, scipy and scikit-learn
# (Debian: python3-sklearn python3-scipy python3-pandas). Run in this folder; then run drift.R.
import json

import numpy as np
import pandas as pd
from scipy import stats
from scipy.spatial.distance import jensenshannon
from sklearn.metrics import ndcg_score

base = pd.read_csv("table.csv").merge(pd.read_csv("predictions.csv"), on="id")
now = pd.read_csv("current.csv").merge(pd.read_csv("current-predictions.csv"), on="id")


def binned(x, z):
    """Counts between the deciles of x, the decile in the bin below it, and missing values."""
    known = x.dropna()
    edges = np.unique(np.quantile(known, np.arange(1, 10) / 10, method="inverted_cdf"))

    def count(v):
        held = v.dropna()
        cells = np.bincount(np.searchsorted(edges, held, side="left"), minlength=len(edges) + 1)
        return np.append(cells, len(v) - len(held)).astype(float)

    return count(x), count(z)


def counted(x, z):
    values = list(x.dropna().value_counts().index)

    def count(v):
        known = [(v == value).sum() for value in values]
        return np.array(known + [v.notna().sum() - sum(known), v.isna().sum()], dtype=float)

    return count(x), count(z)


def of_bins(bp, bq):
    p, q = bp / bp.sum(), bq / bq.sum()
    kept = np.array([bp, bq])[:, (bp + bq) > 0]
    test = stats.chi2_contingency(kept, correction=False)
    assert test[3].min() >= 5, "a small bin would be merged"
    return {"tvd": np.abs(p - q).sum() / 2, "js_distance": jensenshannon(p, q), "chi2": test[0], "chi2_p": test[1]}


def of_numbers(x, z):
    x, z = x.dropna(), z.dropna()
    test = stats.ks_2samp(x, z, method="asymp")
    w = stats.wasserstein_distance(x, z)
    linf = test.statistic
    n, m = len(z), len(x)
    chance = np.sqrt((n + m) / (n * m))
    return {"ks": linf, "linf": linf, "wasserstein": w, "wasserstein_norm": w / max(np.std(x), 0.001),
            "linf_robust": max(0, linf - 1.8 * chance),
            "linf_robust at 0.5": max(0, linf - np.sqrt(-np.log(0.5 / 2) / 2) * chance)}


def column(name):
    x, z = base[name], now[name]
    if x.dtype == object:
        bp, bq = counted(x, z)
        return of_bins(bp, bq) | {"linf": np.abs(bp / bp.sum() - bq / bq.sum()).max()}
    bp, bq = binned(x, z)
    try:
        bins = of_bins(bp, bq)
    except AssertionError:
        p, q = bp / bp.sum(), bq / bq.sum()
        bins = {"tvd": np.abs(p - q).sum() / 2, "js_distance": jensenshannon(p, q)}
    return bins | of_numbers(x, z)


rng = np.random.default_rng(5)
attributions = []
for size in (2, 3, 8, 8):
    before, after = np.round(rng.random(size), 2), np.round(rng.random(size), 1)
    attributions.append({"baseline": list(before), "current": list(after), "ndcg": ndcg_score([before], [after])})
college = {"baseline": [0.70, 0.50, 0.05], "current": [0.10, 0.20, 0.70]}  # Amazon SageMaker Developer Guide: 0.69
attributions.append(college | {"ndcg": ndcg_score([college["baseline"]], [college["current"]])})

moments = {name: {"mean": base[name].mean(), "std": np.std(base[name])} for name in ("age", "kappa", "score")}

with open("drift-python.json", "w") as f:
    columns = {name: column("score" if name == "prediction" else name)
               for name in ("age", "kappa", "prediction", "region")}
    json.dump({"columns": columns, "attributions": attributions, "moments": moments}, f, indent=1, default=float)
    f.write("\n")
