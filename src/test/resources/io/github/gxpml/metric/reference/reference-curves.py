#!/usr/bin/env python3
# Makes curve.csv (1,500 rows, no two scores alike) and computes curves, calibration and operating points of it and of
# table.csv with predictions.csv (many equal scores), with scikit-learn, scipy and numpy (Debian: python3-sklearn
# python3-scipy python3-pandas). Run in this folder after reference.py; then run reference-curves.R.
import json

import numpy as np
import pandas as pd
from scipy import stats
from sklearn import calibration, metrics as sk

rng = np.random.default_rng(23)
BINS = 15


def distinct(n):
    y = (rng.random(n) < 0.3).astype(int)
    s = 1 / (1 + np.exp(-(rng.normal(0, 1, n) + 1.4 * y - 0.9)))
    assert len(set(s)) == n
    pd.DataFrame({"id": np.arange(n), "y": y, "score": s}).to_csv("curve.csv", index=False)
    return y, s


def masses(s):
    # the bin of the middle row of all rows with the same score
    rank = stats.rankdata(s, method="average") - 0.5
    return np.minimum((rank * BINS / len(s)).astype(int), BINS - 1)


def ece(y, s, b):
    return sum(abs(s[b == i].sum() - y[b == i].sum()) for i in range(BINS)) / len(y)


def murphy(y, s):
    b = np.minimum((s * BINS).astype(int), BINS - 1)
    o = y.mean()
    groups = [(y[b == i], s[b == i]) for i in range(BINS) if (b == i).any()]
    rel = sum(len(q) * (p.mean() - q.mean()) ** 2 for q, p in groups) / len(y)
    res = sum(len(q) * (q.mean() - o) ** 2 for q, p in groups) / len(y)
    unc = o * (1 - o)
    within = sum(((p - p.mean()) ** 2).sum() - 2 * ((p - p.mean()) * (q - q.mean())).sum() for q, p in groups) / len(y)
    assert abs(rel - res + unc + within - sk.brier_score_loss(y, s)) < 1e-12
    big = [abs(p.mean() - q.mean()) for q, p in groups if len(q) >= 10]
    return {"brier_reliability": rel, "brier_resolution": res, "brier_uncertainty": unc, "mce": max(big)}


def mixture(places, right, total):
    # percentiles of Jeffreys' posteriors, mixed over 200 places of the threshold
    parts = stats.beta(np.array(right) + 0.5, total - np.array(right) + 0.5)
    low, high = [], []
    for q in (0.025, 0.975):
        a, b = 0.0, 1.0
        for _ in range(60):
            m = (a + b) / 2
            if parts.cdf(m).mean() < q:
                a = m
            else:
                b = m
        low.append(a)
    return low


def interval_at_sensitivity(y, s, at):
    # every score a step of its own: exact, where the engine joins scores to cells
    k, p, n = int(np.ceil(round(at * y.sum(), 9))), int(y.sum()), int((1 - y).sum())
    pos = np.sort(s[y == 1])[::-1]
    places = np.ceil(stats.beta(k, p - k + 1).ppf((np.arange(200) + 0.5) / 200) * p).astype(int)
    right = [int(((y == 0) & (s < pos[r - 1])).sum()) for r in places]
    return mixture(places, right, n)


def interval_at_specificity(y, s, at):
    p, n = int(y.sum()), int((1 - y).sum())
    k = n - int(np.ceil(round(at * n, 9))) + 1
    neg = np.sort(s[y == 0])[::-1]
    places = np.ceil(stats.beta(k, n - k + 1).ppf((np.arange(200) + 0.5) / 200) * n).astype(int)
    right = [int(((y == 1) & (s > neg[r - 1])).sum()) for r in places]
    return mixture(places, right, p)


def points(y, s):
    fpr, tpr, _ = sk.roc_curve(y, s, drop_intermediate=False)
    precision, recall, _ = sk.precision_recall_curve(y, s)
    precision, recall = precision[:-1], recall[:-1]
    out = {}
    for at in (0.5, 0.8, 0.9, 0.95, 1.0):
        out[f"specificity_at_sensitivity {at}"] = (1 - fpr[tpr >= at - 1e-12]).max()
        out[f"sensitivity_at_specificity {at}"] = tpr[1 - fpr >= at - 1e-12].max()
        out[f"precision_at_recall {at}"] = precision[recall >= at - 1e-12].max()
        reached = recall[precision >= at]
        out[f"recall_at_precision {at}"] = reached.max() if len(reached) else None
    return out


def all_of(y, s):
    fpr, tpr, thr = sk.roc_curve(y, s, drop_intermediate=False)
    precision, recall, pthr = sk.precision_recall_curve(y, s)
    res = {
        "roc": [[a, b, c] for a, b, c in zip(fpr[1:], tpr[1:], thr[1:])],
        "pr": [[a, b, c] for a, b, c in zip(recall[:-1], precision[:-1], pthr)][::-1],
        "metrics": {"ece_equal_mass": ece(y, s, masses(s)), "prevalence": y.mean(), **murphy(y, s)},
        "points": points(y, s),
        "intervals": {
            "specificity_at_sensitivity 0.9": interval_at_sensitivity(y, s, 0.9),
            "sensitivity_at_specificity 0.9": interval_at_specificity(y, s, 0.9),
        },
    }
    return res


y, s = distinct(1500)
result = {"distinct": all_of(y, s)}
for name, strategy in (("equal_width", "uniform"), ("equal_mass", "quantile")):
    rate, mean = calibration.calibration_curve(y, s, n_bins=BINS, strategy=strategy)
    result["distinct"][name] = {"rate": list(rate), "mean_score": list(mean)}
result["distinct"]["roc"] = result["distinct"]["roc"][::10]
result["distinct"]["pr"] = result["distinct"]["pr"][::10]

table = pd.read_csv("table.csv").merge(pd.read_csv("predictions.csv"), on="id").dropna(subset=["y"])
yt, st, pt = table["y"].astype(int).to_numpy(), table["score"].to_numpy(), table["predicted"].to_numpy()
result["ties"] = all_of(yt, st)
result["ties"]["metrics"]["negative_predictive_value"] = sk.precision_score(yt, pt, pos_label=0)

with open("reference-curves.json", "w") as f:
    json.dump(result, f, indent=0, default=float)
    f.write("\n")
