#!/usr/bin/env python3
# Makes table.csv, predictions.csv and current.csv, and computes what our metrics must give on them, with numpy, scipy,
# scikit-learn and statsmodels (Debian: python3-sklearn python3-scipy python3-pandas python3-statsmodels).
# Run in this folder; then run reference.R.
import json

import numpy as np
import pandas as pd
from scipy import special, stats
from sklearn import metrics as sk
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

rng = np.random.default_rng(7)


def table(n, shift):
    age = rng.integers(50, 90, n)
    sex = rng.choice(["F", "M", ""], n, p=[0.48, 0.5, 0.02])
    kappa = np.round(np.exp(rng.normal(0.2 + shift, 0.5, n)), 3)
    region = rng.choice(["north", "south", "east, or \"far\"", "west"], n, p=[0.4, 0.3, 0.2 - shift / 4, 0.1 + shift / 4])
    logit = -1.2 + 0.06 * (age - 70) + 0.8 * (kappa - 1.2) - 0.4 * (sex == "F")
    y = (rng.random(n) < 1 / (1 + np.exp(-logit))).astype(int)
    score = np.round(1 / (1 + np.exp(-(logit + rng.normal(0, 0.7, n)))), 2).clip(0.01, 0.99)
    frame = pd.DataFrame({"id": np.arange(1, n + 1), "y": y.astype(str), "age": age, "sex": sex, "kappa": kappa,
                          "region": region})
    frame["score"] = score
    return frame


base = table(437, 0.0)
base.loc[rng.choice(437, 9, replace=False), "y"] = ""
current = table(211, 0.3)
kappa_missing = rng.choice(211, 12, replace=False)
out = base.drop(columns="score")
out.to_csv("table.csv", index=False)
now = current.drop(columns="score").astype({"kappa": object})
now.loc[kappa_missing, "kappa"] = ""
now.to_csv("current.csv", index=False)
for name, frame in (("predictions.csv", base), ("current-predictions.csv", current)):
    p = pd.DataFrame({"id": frame["id"], "score": frame["score"], "predicted": (frame["score"] >= 0.4).astype(int)})
    p.sample(frac=1, random_state=1).to_csv(name, index=False)

base["pred"] = (base["score"] >= 0.4).astype(int)
lab = base[base["y"] != ""]
y, p, s = lab["y"].astype(int).to_numpy(), lab["pred"].to_numpy(), lab["score"].to_numpy()
n = len(y)
tn, fp, fn, tp = (int(v) for v in sk.confusion_matrix(y, p).ravel())


def wilson(k, m):
    return list(proportion_confint(k, m, method="wilson"))


def jackknife(f, *columns):
    m = len(columns[0])
    keep = ~np.eye(m, dtype=bool)
    t = np.array([f(*(c[keep[i]] for c in columns)) for i in range(m)])
    return (m - 1) / m * np.sum((t - t.mean()) ** 2)


def normal(v, var, lo=-np.inf, hi=np.inf):
    h = stats.norm.ppf(0.975) * np.sqrt(var)
    return [max(lo, v - h), min(hi, v + h)]


def f1_interval():
    lo, hi = wilson(tp, tp + fp + fn)
    return [2 * lo / (1 + lo), 2 * hi / (1 + hi)]


def ece():
    b = np.minimum((s * 15).astype(int), 14)
    return float(sum(abs(s[b == i].sum() - y[b == i].sum()) for i in range(15)) / n)


def logit_interval(v, k):
    e, h = np.log(v / (1 - v)), stats.norm.ppf(0.975) / np.sqrt(k * v * (1 - v))
    return [1 / (1 + np.exp(-(e - h))), 1 / (1 + np.exp(-(e + h)))]


sq, ll = (y - s) ** 2, -np.log(np.where(y == 1, s, 1 - s))
mcc, kappa, ap = sk.matthews_corrcoef(y, p), sk.cohen_kappa_score(y, p), sk.average_precision_score(y, s)
performance = {
    "roc_auc": {"value": sk.roc_auc_score(y, s)},
    "average_precision": {"value": ap, "interval": logit_interval(ap, int(y.sum()))},
    "accuracy": {"value": sk.accuracy_score(y, p), "interval": wilson(tp + tn, n)},
    "balanced_accuracy": {"value": sk.balanced_accuracy_score(y, p)},
    "recall": {"value": sk.recall_score(y, p), "interval": wilson(tp, tp + fn)},
    "specificity": {"value": sk.recall_score(y, p, pos_label=0), "interval": wilson(tn, tn + fp)},
    "precision": {"value": sk.precision_score(y, p), "interval": wilson(tp, tp + fp)},
    "f1": {"value": sk.f1_score(y, p), "interval": f1_interval()},
    "mcc": {"value": mcc, "interval": normal(mcc, jackknife(sk.matthews_corrcoef, y, p))},
    "kappa": {"value": kappa, "interval": normal(kappa, jackknife(sk.cohen_kappa_score, y, p))},
    "brier": {"value": sk.brier_score_loss(y, s), "interval": normal(sq.mean(), sq.var(ddof=1) / n)},
    "log_loss": {"value": sk.log_loss(y, s), "interval": normal(ll.mean(), ll.var(ddof=1) / n)},
    "ece": {"value": ece()},
}


def bias(d, a):
    res = {}
    dl, al = d[d["y"] != ""], a[a["y"] != ""]
    yd, ya, pd_, pa = dl["y"].astype(int), al["y"].astype(int), dl["pred"], al["pred"]

    def diff(k1, n1, k2, n2):
        ci = confint_proportions_2indep(k1, n1, k2, n2, compare="diff", method="newcomb")
        return {"value": k1 / n1 - k2 / n2, "interval": list(ci)}

    def count(yy, pp, vy, vp):
        return int(((yy == vy) & (pp == vp)).sum())

    tpa, fpa, tna, fna = (count(ya, pa, *c) for c in ((1, 1), (0, 1), (0, 0), (1, 0)))
    tpd, fpd, tnd, fnd = (count(yd, pd_, *c) for c in ((1, 1), (0, 1), (0, 0), (1, 0)))
    lo, hi = wilson(len(a), len(a) + len(d))
    res["CI"] = {"value": (len(a) - len(d)) / (len(a) + len(d)), "interval": [2 * lo - 1, 2 * hi - 1]}
    res["DPL"] = diff(ya.sum(), len(ya), yd.sum(), len(yd))
    res["DPPL"] = diff(a["pred"].sum(), len(a), d["pred"].sum(), len(d))
    res["RD"] = diff(tpa, tpa + fna, tpd, tpd + fnd)
    res["SD"] = diff(tnd, tnd + fpd, tna, tna + fpa)
    res["AD"] = diff(tpa + tna, len(ya), tpd + tnd, len(yd))
    res["DAR"] = diff(tpa, tpa + fpa, tpd, tpd + fpd)
    res["DRR"] = diff(tnd, tnd + fnd, tna, tna + fna)
    di = (d["pred"].mean()) / (a["pred"].mean())
    res["DI"] = {"value": di, "interval": list(confint_proportions_2indep(
        d["pred"].sum(), len(d), a["pred"].sum(), len(a), compare="ratio", method="log"))}

    def two(f, sign):
        v = sign * (f(ya.to_numpy(), pa.to_numpy()) - f(yd.to_numpy(), pd_.to_numpy()))
        var = jackknife(f, ya.to_numpy(), pa.to_numpy()) + jackknife(f, yd.to_numpy(), pd_.to_numpy())
        return {"value": v, "interval": normal(v, var)}

    res["DCA"] = two(lambda yy, pp: yy.sum() / pp.sum(), 1)
    res["DCR"] = two(lambda yy, pp: (1 - yy).sum() / (1 - pp).sum(), -1)
    res["TE"] = two(lambda yy, pp: ((yy == 1) & (pp == 0)).sum() / ((yy == 0) & (pp == 1)).sum(), -1)
    qa, qd = np.array([ya.mean(), 1 - ya.mean()]), np.array([yd.mean(), 1 - yd.mean()])
    res["KL"] = {"value": stats.entropy(qa, qd)}
    m = (qa + qd) / 2
    res["JS"] = {"value": (stats.entropy(qa, m) + stats.entropy(qd, m)) / 2}
    res["LP"] = {"value": np.linalg.norm(qa - qd)}
    res["TVD"] = {"value": np.abs(qa - qd).sum() / 2}
    res["KS"] = {"value": np.abs(qa - qd).max()}
    return res


facets = {
    "sex=F": bias(base[base["sex"] == "F"], base[base["sex"] == "M"]),
    "age>75": bias(base[base["age"] > 75], base[base["age"] <= 75]),
}


def psi_of(p, q):
    keep = (p + q) > 0
    p, q = p[keep] / p.sum(), q[keep] / q.sum()
    p, q = np.maximum(p, 1e-4), np.maximum(q, 1e-4)
    return float(((p - q) * np.log(p / q)).sum())


def numeric(x, z, z_missing=0):
    edges = np.unique(np.quantile(x, np.arange(1, 10) / 10, method="inverted_cdf"))
    bins = lambda v, extra: np.append(np.bincount(np.searchsorted(edges, v, side="left"), minlength=len(edges) + 1),
                                      extra)
    d = stats.ks_2samp(x, z).statistic
    en = np.sqrt(len(x) * len(z) / (len(x) + len(z)))
    return {"psi": {"value": psi_of(bins(x, 0), bins(z, z_missing))}, "ks": {"value": d},
            "ks_p": {"value": special.kolmogorov(en * d)}}


def categorical(x, z):
    values = x.value_counts().index
    bp = np.array([(x == v).sum() for v in values])
    bq = np.array([(z == v).sum() for v in values])
    return {"psi": {"value": psi_of(bp, bq)},
            "chi2_p": {"value": stats.chi2_contingency(np.array([bp, bq]), correction=False)[1]}}


drift = {
    "age": numeric(base["age"], current["age"]),
    "kappa": numeric(base["kappa"], current["kappa"].drop(kappa_missing), len(kappa_missing)),
    "prediction": numeric(base["score"], current["score"]),
    "region": categorical(base["region"], current["region"]),
}

with open("reference-python.json", "w") as f:
    json.dump({"performance": performance, "facets": facets, "drift": drift}, f, indent=1, default=float)
    f.write("\n")
