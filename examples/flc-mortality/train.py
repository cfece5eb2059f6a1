"""Trains a logistic regression with the Python standard library alone, or scores a table with a trained one.

    python3 train.py                             trains, scores every table
    python3 train.py --score MODEL TABLE OUT     scores one CSV table with a saved model

GXP_REQUEST names a JSON file: key, label, features, seed, threshold, hyperparameters, trainTable, tables, output.
GXP_OUTPUT and GXP_SEED, where set, come before the request's output and seed. A training leaves model.json,
metrics.json and predictions/<table>.csv in the output folder; nothing in them depends on time or place.

The model: missing values become the median of the training table, each feature is standardised, and the weights
minimise log loss + ridge/2 * |weights|^2 (intercept free) by Newton steps over all rows. The seed shuffles the rows,
so that it decides the order of the sums and with it the last digits; the same seed gives the same bytes.
Hyperparameters are the named arguments of fit; tolerance is the largest change of a weight at the end.
"""
import csv
import json
import math
import os
import random
import statistics
import sys
from pathlib import Path


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(row, feature, missing=None):
    """The value of a feature, or missing where the field is empty; any other text is an error, never a guess."""
    text = row[feature].strip()
    value = float(text) if text else missing
    if value is not None and not math.isfinite(value):
        raise ValueError(f"{feature} holds {text!r}, not a number")
    return value


def learn_transform(rows, features):
    transform = []
    for feature in features:
        values = [number(row, feature) for row in rows]
        median = statistics.median(value for value in values if value is not None)
        filled = [median if value is None else value for value in values]
        mean = math.fsum(filled) / len(filled)
        variance = math.fsum((value - mean) ** 2 for value in filled) / len(filled)
        transform.append({"name": feature, "median": median, "mean": mean, "sd": math.sqrt(variance) or 1.0})
    return transform


def apply_transform(row, transform):
    """The row as numbers: 1 for the intercept, then each feature filled and standardised."""
    return [1.0] + [(number(row, t["name"], t["median"]) - t["mean"]) / t["sd"] for t in transform]


def probability(weights, point):
    z = math.fsum(weight * value for weight, value in zip(weights, point))
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def solve(matrix, vector):
    """Gauss-Jordan elimination with row pivoting."""
    rows = [row + [value] for row, value in zip(matrix, vector)]
    for i in range(len(rows)):
        best = max(range(i, len(rows)), key=lambda r: abs(rows[r][i]))
        rows[i], rows[best] = rows[best], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for r in range(len(rows)):
            if r != i:
                rows[r] = [a - rows[r][i] * b for a, b in zip(rows[r], rows[i])]
    return [row[-1] for row in rows]


def fit(points, labels, ridge=1e-6, maxIterations=50, tolerance=1e-10):
    size = len(points[0])
    weights = [0.0] * size  # the intercept comes first
    for iteration in range(1, int(maxIterations) + 1):
        gradient = [-ridge * weight * (i > 0) for i, weight in enumerate(weights)]
        hessian = [[ridge * (i == j > 0) for j in range(size)] for i in range(size)]
        for point, label in zip(points, labels):
            p = probability(weights, point)
            for i in range(size):
                gradient[i] += (label - p) * point[i]
                for j in range(size):
                    hessian[i][j] += p * (1 - p) * point[i] * point[j]
        step = solve(hessian, gradient)
        weights = [weight + change for weight, change in zip(weights, step)]
        if max(map(abs, step)) < tolerance:
            return weights, iteration
    raise ArithmeticError(f"no convergence in {maxIterations:.0f} iterations")


def score(model, table, target, key, threshold):
    target.parent.mkdir(parents=True, exist_ok=True)
    with open(target, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([key, "score", "predicted"])
        for row in read(table):
            p = probability(model["weights"], apply_transform(row, model["transform"]))
            out.writerow([row[key], repr(p), int(p >= threshold)])


def write_json(target, value):
    target.write_text(json.dumps(value, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def train(request):
    output = Path(os.environ.get("GXP_OUTPUT") or request["output"])
    seed = int(os.environ.get("GXP_SEED") or request["seed"])
    hyperparameters = {name: float(value) for name, value in (request.get("hyperparameters") or {}).items()}
    tables, label, steps = request["tables"], request["label"], 2 + len(request["tables"])
    output.mkdir(parents=True, exist_ok=True)
    rows = read(tables[request["trainTable"]])
    if any(not row[label["column"]] for row in rows):
        raise ValueError(f"the training table has rows without a {label['column']}")
    random.Random(seed).shuffle(rows)
    print(f"GXP progress 1/{steps} read {len(rows)} rows", flush=True)
    transform = learn_transform(rows, request["features"])
    points = [apply_transform(row, transform) for row in rows]
    labels = [int(row[label["column"]] == str(label["positive"])) for row in rows]
    weights, iterations = fit(points, labels, **hyperparameters)
    print(f"GXP progress 2/{steps} fitted in {iterations} iterations", flush=True)
    model = {"name": request["model"], "seed": seed, "transform": transform, "weights": weights}
    write_json(output / "model.json", model)
    brier = math.fsum((probability(weights, point) - y) ** 2 for point, y in zip(points, labels)) / len(rows)
    write_json(output / "metrics.json", {"train_brier": brier})
    print(f"GXP metric train_brier={brier!r}", flush=True)
    for done, (name, table) in enumerate(tables.items(), start=3):
        score(model, table, output / "predictions" / f"{name}.csv", request["key"], request["threshold"])
        print(f"GXP progress {done}/{steps} scored {name}", flush=True)


def main(arguments):
    request = json.loads(Path(os.environ["GXP_REQUEST"]).read_text(encoding="utf-8"))
    if len(arguments) == 4 and arguments[0] == "--score":
        model = json.loads(Path(arguments[1]).read_text(encoding="utf-8"))
        if [part["name"] for part in model["transform"]] != request["features"]:
            sys.exit("train.py: the model was trained on other features than the request names.")
        score(model, arguments[2], Path(arguments[3]), request["key"], request["threshold"])
    elif arguments:
        sys.exit("train.py: call it without arguments, or with --score MODEL TABLE OUT.")
    else:
        train(request)


if __name__ == "__main__":
    main(sys.argv[1:])
