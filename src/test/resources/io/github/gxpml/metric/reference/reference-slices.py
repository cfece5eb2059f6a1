#!/usr/bin/env python3
# Computes with scikit-learn, slice by slice, what the worst slices of metrics must be on the tables of reference.py and
# reference-labels.py: both sides of sex=F and age>75, intervals with Bonferroni's level for four slices.
# Debian: python3-sklearn python3-pandas python3-scipy. Run in this folder, after the two.
import json

import numpy as np
import pandas as pd
from scipy.stats import norm
from sklearn import metrics as sk

Z = norm.ppf(1 - 0.05 / 4 / 2)


def wilson(k, n):
    middle, half = (k + Z * Z / 2) / (n + Z * Z), Z / (n + Z * Z) * np.sqrt(k * (n - k) / n + Z * Z / 4)
    return [middle - half, middle + half]


def normal(values, lo=-np.inf, hi=np.inf):
    half = Z * values.std(ddof=1) / np.sqrt(len(values))
    return [max(lo, values.mean() - half), min(hi, values.mean() + half)]


def delong(y, s):
    pos, neg = s[y == 1], s[y == 0]
    order = (np.sign(pos[:, None] - neg[None, :]) + 1) / 2
    se = np.sqrt(order.mean(axis=1).var(ddof=1) / len(pos) + order.mean(axis=0).var(ddof=1) / len(neg))
    return [max(0, order.mean() - Z * se), min(1, order.mean() + Z * se)]


def logit(v, k):
    e, h = np.log(v / (1 - v)), Z / np.sqrt(k * v * (1 - v))
    return [1 / (1 + np.exp(h - e)), 1 / (1 + np.exp(-e - h))]


def ece(y, s):
    b = np.minimum((s * 15).astype(int), 14)
    return sum(abs(s[b == i].sum() - y[b == i].sum()) for i in range(15)) / len(y)


def at_sensitivity(y, s, at):
    fpr, tpr, _ = sk.roc_curve(y, s, drop_intermediate=False)
    return (1 - fpr[tpr >= at - 1e-12]).max()


def two_classes(rows):
    y, p, s = rows["y"].astype(int).to_numpy(), rows["predicted"].to_numpy(), rows["score"].to_numpy()
    tn, fp, fn, tp = (int(v) for v in sk.confusion_matrix(y, p).ravel())
    ap = sk.average_precision_score(y, s)
    return {
        "roc_auc": (sk.roc_auc_score(y, s), delong(y, s), len(y)),
        "average_precision": (ap, logit(ap, y.sum()), len(y)),
        "accuracy": (sk.accuracy_score(y, p), wilson(tp + tn, len(y)), len(y)),
        "recall": (sk.recall_score(y, p), wilson(tp, tp + fn), tp + fn),
        "specificity": (sk.recall_score(y, p, pos_label=0), wilson(tn, tn + fp), tn + fp),
        "precision": (sk.precision_score(y, p), wilson(tp, tp + fp), tp + fp),
        "balanced_accuracy": (sk.balanced_accuracy_score(y, p), None, len(y)),
        "mcc": (sk.matthews_corrcoef(y, p), None, len(y)),
        "brier": (sk.brier_score_loss(y, s), normal((y - s) ** 2, 0, 1), len(y)),
        "log_loss": (sk.log_loss(y, s), normal(-np.log(np.where(y == 1, s, 1 - s)), 0), len(y)),
        "ece": (ece(y, s), None, len(y)),
        "specificity_at_sensitivity 0.9": (at_sensitivity(y, s, 0.9), None, tn + fp),
        "confidence_gap": (np.where(p == 1, s, 1 - s).mean() - (y == p).mean(), None, len(y)),
    }


def several_classes(rows):
    t, c = rows["stage"], rows["predicted"]
    names = ["I", "II", "III", "IV, rare"]
    # scikit-learn would make the rounded scores of a row 1 in sum
    own = -np.log(np.array([row["score." + row["stage"]] for _, row in rows.iterrows()]))
    return {
        "accuracy": (sk.accuracy_score(t, c), wilson((t == c).sum(), len(t)), len(t)),
        "macro_recall": (sk.recall_score(t, c, labels=names, average="macro"), None, len(t)),
        "macro_f1": (sk.f1_score(t, c, labels=names, average="macro"), None, len(t)),
        "weighted_f1": (sk.f1_score(t, c, labels=names, average="weighted"), None, len(t)),
        "kappa": (sk.cohen_kappa_score(t, c), None, len(t)),
        "log_loss": (own.mean(), normal(own, 0), len(t)),
        "class_recall II": ((c[t == "II"] == "II").mean(), wilson((c[t == "II"] == "II").sum(), (t == "II").sum()),
                            (t == "II").sum()),
    }


def numbers(rows):
    y, p = rows["y"].astype(float), rows["predicted"]
    return {
        "mae": (sk.mean_absolute_error(y, p), normal(abs(p - y), 0), len(y)),
        "rmse": (np.sqrt(sk.mean_squared_error(y, p)), np.sqrt(normal((p - y) ** 2, 0)), len(y)),
        "r2": (sk.r2_score(y, p), None, len(y)),
        "mean_error": ((p - y).mean(), normal(p - y), len(y)),
    }


def worst(table, label, measure, smaller):
    rows = pd.read_csv(table + ".csv", dtype={label: str, "sex": str}, keep_default_na=False)
    predictions = pd.read_csv((table + "-" if table != "table" else "") + "predictions.csv")
    rows = rows.merge(predictions, on="id")
    rows = rows[rows[label] != ""]
    rows["age"] = pd.to_numeric(rows["age"])
    sides = {"with age>75": rows["age"] > 75, "without age>75": rows["age"] <= 75,
             "with sex=F": rows["sex"] == "F", "without sex=F": (rows["sex"] != "F") & (rows["sex"] != "")}
    found = {name: measure(rows[side]) for name, side in sides.items()}
    res = {}
    for metric in found["with sex=F"]:
        id_ = metric.split(" ")[0]
        ideal = id_ in ("mean_error", "confidence_gap")
        bad = {name: abs(m[metric][0]) if ideal else m[metric][0] * (-1 if id_ in smaller else 1)
               for name, m in found.items()}
        slice_ = max(bad, key=bad.get)
        value, interval, n = found[slice_][metric]
        res[metric] = {"slice": slice_, "value": float(value), "n": int(n)}
        all_ = [m[metric][1] for m in found.values()]
        if interval is not None and not ideal:
            end = min if id_ in smaller else max
            res[metric]["interval"] = [float(end(i[0] for i in all_)), float(end(i[1] for i in all_))]
        elif interval is not None:
            # what is left of the intervals at least as far from 0 as the slice that is farthest for certain
            least = max(max(0, i[0], -i[1]) for i in all_)
            ends = [e for lo, hi in all_ if hi >= least for e in (max(lo, least), hi)]
            ends += [e for lo, hi in all_ if -lo >= least for e in (lo, min(hi, -least))]
            res[metric]["interval"] = [float(min(ends)), float(max(ends))]
    return res


HIGHER = {"roc_auc", "average_precision", "accuracy", "recall", "specificity", "precision", "balanced_accuracy", "mcc",
          "macro_recall", "macro_f1", "weighted_f1", "kappa", "class_recall", "r2", "specificity_at_sensitivity"}
with open("reference-slices.json", "w") as f:
    json.dump({
        "table": worst("table", "y", two_classes, HIGHER),
        "classes": worst("classes", "stage", several_classes, HIGHER),
        "numbers-plain": worst("numbers-plain", "y", numbers, HIGHER),
    }, f, indent=1)
    f.write("\n")
