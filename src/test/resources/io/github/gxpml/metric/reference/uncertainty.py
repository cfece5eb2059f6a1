#!/usr/bin/env python3
# Makes uncertainty-table.csv and uncertainty-predictions.csv, and computes what our metrics of uncertainty must give on
# them, with numpy, scipy, scikit-learn and statsmodels (Debian: python3-sklearn python3-scipy python3-pandas
# python3-statsmodels). Run in this folder.
import json

import numpy as np
import pandas as pd
from scipy import optimize, special, stats
from sklearn import linear_model
from sklearn import metrics as sk
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(11)
N, K, Z = 413, 5, stats.norm.ppf(0.975)

age = rng.integers(50, 90, N)
sex = rng.choice(["F", "M", ""], N, p=[0.45, 0.53, 0.02])
logit = -0.5 + 0.05 * (age - 70) + rng.normal(0, 1.2, N)
y = (rng.random(N) < special.expit(logit)).astype(int)
members = special.expit(1.7 * (logit[:, None] + rng.normal(0, 0.6, (N, K)))).round(4).clip(0, 1)
score = members.mean(axis=1).round(6)
score[rng.choice(N, 4, replace=False)] = [0, 1, 0, 1]
score[(score == 1) & (y == 0)] = 0
score[(score == 0) & (y == 1)] = 1
predicted = (score >= 0.4).astype(int)
confidence = np.where(predicted == 1, score, 1 - score).round(2)
label = y.astype(str).astype(object)
label[rng.choice(N, 7, replace=False)] = ""
table = pd.DataFrame({"id": np.arange(1, N + 1), "y": label, "sex": sex, "age": age, "kappa": 1.5})
table.to_csv("uncertainty-table.csv", index=False)
p = pd.DataFrame({"id": table["id"], "score": score, "predicted": predicted})
for k in range(K):
    p[f"member.{k + 1}"] = members[:, k]
p.sample(frac=1, random_state=1).to_csv("uncertainty-predictions.csv", index=False)
p["confidence"] = confidence
p.to_csv("uncertainty-declared.csv", index=False)


def normal(x, lo=-np.inf, hi=np.inf):
    h = Z * np.sqrt(x.var(ddof=1) / len(x))
    return {"value": x.mean(), "interval": [max(lo, x.mean() - h), min(hi, x.mean() + h)]}


def losses(yy, pp):
    return -np.log(np.where(yy == 1, pp, 1 - pp))


def fit(rows):
    """T by a bounded search of the loss, polished as the root of its derivative."""
    inner = rows & (score > 0) & (score < 1)
    z, yy = special.logit(score[inner]), y[inner]
    loss = lambda b: np.logaddexp(0, np.where(yy == 1, -b * z, b * z)).mean()
    rough = optimize.minimize_scalar(loss, bounds=(0.01, 10), method="bounded").x
    slope = lambda b: ((special.expit(b * z) - yy) * z).mean()
    b = optimize.brentq(slope, rough / 2, rough * 2, xtol=1e-15, rtol=1e-15)
    free = linear_model.LogisticRegression(penalty=None, fit_intercept=False, tol=1e-10).fit(z[:, None], yy)
    assert abs(free.coef_[0, 0] / b - 1) < 1e-6, (free.coef_, b)
    s = special.expit(b * z)
    return b, 1 / (b * np.sqrt((z * z * s * (1 - s)).sum()))


def ece(yy, pp):
    b = np.minimum((pp * 15).astype(int), 14)
    return sum(abs(pp[b == i].sum() - yy[b == i].sum()) for i in range(15)) / len(yy)


def entropy(q):
    return -(special.xlogy(q, q) + special.xlogy(1 - q, 1 - q))


def slice_of(rows, b):
    lab = rows & (label != "")
    own, error = fit(lab)
    res = {"temperature": {"value": 1 / own, "interval": [np.exp(-Z * error) / own, np.exp(Z * error) / own]}}
    yy, ss = y[lab], score[lab]
    with np.errstate(divide="ignore"):
        after = special.expit(b * special.logit(ss))
    with np.errstate(divide="ignore"):
        was, now = losses(yy, ss), losses(yy, after)
    res["temperature_gain"] = normal(was - now)
    res["log_loss_after_temperature"] = normal(now, 0)
    res["brier_after_temperature"] = normal((yy - after) ** 2, 0, 1)
    res["ece_after_temperature"] = {"value": ece(yy, after)}
    right, given = predicted[lab] == yy, np.where(predicted[lab] == 1, ss, 1 - ss)
    res["confidence_gap"] = normal(given - right, -1, 1)
    for at in (0.6, 0.9):
        sure = given >= at
        res[f"confidence_coverage@{at}"] = {"value": right[sure].mean(), "interval": list(
            proportion_confint(right[sure].sum(), sure.sum(), method="wilson"))}
    m = members[rows]
    mean, ln2 = m.mean(axis=1), np.log(2)
    res["ensemble_spread"] = normal(m.std(axis=1), 0, 0.5)
    res["predictive_entropy"] = normal(entropy(mean), 0, ln2)
    res["mutual_information"] = normal(entropy(mean) - entropy(m).mean(axis=1), 0, ln2)
    for at in (0.3, 0.5):
        votes = m >= at
        pairs = [votes[:, i] != votes[:, j] for i in range(K) for j in range(i)]
        res[f"ensemble_disagreement@{at}"] = normal(np.mean(pairs, axis=0), 0, 1)
    mean = members[lab].mean(axis=1)
    res["ensemble_log_loss"] = normal(losses(yy, mean), 0)
    assert abs(res["ensemble_log_loss"]["value"] - sk.log_loss(yy, mean)) < 1e-12
    res["ensemble_brier"] = normal((yy - mean) ** 2, 0, 1)
    return res


b, _ = fit(label != "")
out = {name: slice_of(rows, b) for name, rows in
       {"": np.full(N, True), "sex=F": sex == "F", "age>75": age > 75}.items()}
lab = label != ""
out["declared"] = {
    "confidence_gap": normal(confidence[lab] - (predicted[lab] == y[lab]), -1, 1),
    "confidence_coverage@0.7": {"value": (predicted == y)[lab & (confidence >= 0.7)].mean()},
}
with open("uncertainty.json", "w") as f:
    json.dump(out, f, indent=1, default=float)
    f.write("\n")
