#!/usr/bin/env python3
# Makes tables with labels of several classes and with numbers, and computes with scikit-learn what our metrics must give
# on them and on two groups of people; intervals with statsmodels' Wilson, with a delete-one jackknife row by row, and
# with influence values row by row. Run in this folder.
import json

import numpy as np
import pandas as pd
import sklearn.metrics as sk
from scipy.stats import norm
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(20260301)
Z = norm.ppf(0.975)
CLASSES = ["I", "II", "III", "IV, rare"]

# several classes
n = 500
truth = rng.choice(4, n, p=[0.5, 0.3, 0.15, 0.05])
logits = rng.normal(0, 1, (n, 4)) + 1.6 * np.eye(4)[truth] + np.array([0.5, 0.3, 0.1, 0])
p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
p = p.round(4).clip(0.0001)
predicted = p.argmax(axis=1)
sex = rng.choice(["F", "M"], n)
age = rng.integers(40, 95, n)
missing = rng.random(n) < 0.03
rows = pd.DataFrame({"id": np.arange(n) + 1, "stage": [CLASSES[t] for t in truth], "sex": sex, "age": age})
rows.loc[missing, "stage"] = ""
rows.to_csv("classes.csv", index=False)
out = pd.DataFrame({"id": np.arange(n) + 1, "predicted": [CLASSES[c] for c in predicted]})
for i, name in enumerate(CLASSES):
    out["score." + name] = p[:, i]
out.sample(frac=1, random_state=1).to_csv("classes-predictions.csv", index=False)


def wilson(count, total):
    return list(proportion_confint(count, total, 0.05, "wilson"))


def jackknife(statistic, t, c, low):
    value = statistic(t, c)
    keep = np.ones(len(t), bool)
    values = {}
    total = []
    for i in range(len(t)):
        cell = (t[i], c[i])
        if cell not in values:
            keep[i] = False
            values[cell] = statistic(t[keep], c[keep])
            keep[i] = True
        total.append(values[cell])
    total = np.array(total)
    se = np.sqrt((len(t) - 1) / len(t) * ((total - total.mean()) ** 2).sum())
    return [max(low, value - Z * se), min(1, value + Z * se)]


def classes(rows):
    t, c, s = truth[rows], predicted[rows], p[rows]
    res = {}

    def put(name, value, interval=None):
        res[name] = {"value": float(value)}
        if interval is not None:
            res[name]["interval"] = [float(x) for x in interval]

    put("accuracy", sk.accuracy_score(t, c), wilson((t == c).sum(), len(t)))
    for name, statistic in (("kappa", sk.cohen_kappa_score), ("mcc", sk.matthews_corrcoef)):
        put(name, statistic(t, c), jackknife(statistic, t, c, -1))
    losses = -np.log(s[np.arange(len(t)), t])
    se = losses.std(ddof=1) / np.sqrt(len(t))
    put("log_loss", losses.mean(), [losses.mean() - Z * se, losses.mean() + Z * se])
    score = lambda f, average: lambda a, b: f(a, b, average=average, labels=[0, 1, 2, 3])
    recovered = {"recall": [0, 0], "precision": [0, 0]}
    for i in range(4):
        hit = ((t == i) & (c == i)).sum()
        for name, of, f in (("recall", t, sk.recall_score), ("precision", c, sk.precision_score)):
            value = f(t == i, c == i)
            low, high = wilson(hit, (of == i).sum())
            put("class_%s %s" % (name, CLASSES[i]), value, [low, high])
            recovered[name][0] += ((value - low) / 4) ** 2
            recovered[name][1] += ((high - value) / 4) ** 2
        union = ((t == i) | (c == i)).sum()
        put("class_f1 " + CLASSES[i], sk.f1_score(t == i, c == i), [2 * x / (1 + x) for x in wilson(hit, union)])
    for name, f in (("recall", sk.recall_score), ("precision", sk.precision_score)):
        value = score(f, "macro")(t, c)
        put("macro_" + name, value, [value - recovered[name][0] ** 0.5, value + recovered[name][1] ** 0.5])
    put("macro_f1", score(sk.f1_score, "macro")(t, c), jackknife(score(sk.f1_score, "macro"), t, c, 0))
    put("weighted_recall", score(sk.recall_score, "weighted")(t, c), wilson((t == c).sum(), len(t)))
    for name, f in (("precision", sk.precision_score), ("f1", sk.f1_score)):
        put("weighted_" + name, score(f, "weighted")(t, c), jackknife(score(f, "weighted"), t, c, 0))
    # collapsed: stages III and IV are positive
    y, yhat, both = t >= 2, c >= 2, s[:, 2] + s[:, 3]
    put("recall", sk.recall_score(y, yhat))
    put("precision", sk.precision_score(y, yhat))
    put("f1", sk.f1_score(y, yhat))
    put("roc_auc", sk.roc_auc_score(y, both))
    put("average_precision", sk.average_precision_score(y, both))
    put("brier", sk.brier_score_loss(y, both))
    return res


def sides(table, metrics):
    known = ~missing if table is rows else np.ones(len(table), bool)
    return {
        "": metrics(np.flatnonzero(known)),
        "sex=F": metrics(np.flatnonzero(known & (table["sex"] == "F").to_numpy())),
        "age>75": metrics(np.flatnonzero(known & (table["age"] > 75).to_numpy())),
    }


result = {"classes": sides(rows, classes), "numbers": {}}

# numbers: as they are, tiny, huge, and far from 0
m = 300
x = rng.normal(0, 1, m)
base = 3 + 2 * x + rng.normal(0, 0.7, m)
guess = 3 + 1.8 * x + rng.standard_t(4, m) * 0.3 + 0.1
for name, scale, shift in (("plain", 1, 0), ("tiny", 1e-9, 0), ("huge", 1e12, 0), ("far", 1, 1e6)):
    y = base * scale + shift
    y[:4] = 0 if shift == 0 else shift
    yhat = guess * scale + shift
    half = 1.1 * scale
    people = pd.DataFrame({"id": np.arange(m) + 1, "y": y, "sex": rng.choice(["F", "M"], m),
                           "age": rng.integers(40, 95, m)})
    people.to_csv("numbers-%s.csv" % name, index=False)
    told = pd.DataFrame({"id": np.arange(m) + 1, "predicted": yhat, "lower": yhat - half, "upper": yhat + half})
    told.sample(frac=1, random_state=2).to_csv("numbers-%s-predictions.csv" % name, index=False)

    def numbers(rows):
        t, h = y[rows], yhat[rows]
        lo, hi = (yhat - half)[rows], (yhat + half)[rows]
        e = h - t
        res = {}

        def mean(name, values):
            se = values.std(ddof=1) / np.sqrt(len(values))
            low = values.mean() - Z * se
            res[name] = {"value": float(values.mean()),
                         "interval": [float(low if name == "mean_error" else max(0, low)),
                                      float(values.mean() + Z * se)]}

        mean("mae", abs(e))
        res["mae"]["value"] = float(sk.mean_absolute_error(t, h))
        mean("mean_error", e)
        mean("rmse", e * e)
        res["rmse"] = {"value": float(sk.root_mean_squared_error(t, h)) if hasattr(sk, "root_mean_squared_error")
                       else float(np.sqrt(sk.mean_squared_error(t, h))),
                       "interval": [float(np.sqrt(v)) for v in res["rmse"]["interval"]]}
        mean("mape", abs(e[t != 0] / t[t != 0]))
        res["mape"]["value"] = float(sk.mean_absolute_percentage_error(t[t != 0], h[t != 0]))
        d = t - t.mean()
        a, b = (e * e).mean(), (d * d).mean()
        influence = -(e * e - a) / b + a * (d * d - b) / b ** 2
        r2, se = sk.r2_score(t, h), np.sqrt((influence ** 2).mean() / (len(t) - 1))
        res["r2"] = {"value": float(r2), "interval": [float(r2 - Z * se), float(min(1, r2 + Z * se))]}
        covered = int(((lo <= t) & (t <= hi)).sum())
        res["interval_coverage"] = {"value": covered / len(t), "interval": [float(v) for v in wilson(covered, len(t))]}
        res["interval_coverage_error"] = {"value": covered / len(t) - 0.9,
                                          "interval": [float(v - 0.9) for v in wilson(covered, len(t))]}
        # collapsed: above the limit is positive
        limit = 4 * scale + shift
        res["recall"] = {"value": float(sk.recall_score(t > limit, h > limit))}
        res["precision"] = {"value": float(sk.precision_score(t > limit, h > limit))}
        return res

    result["numbers"][name] = sides(people, numbers)
    result["numbers"][name]["limit"] = 4 * scale + shift

with open("reference-labels.json", "w") as file:
    json.dump(result, file, indent=1)
