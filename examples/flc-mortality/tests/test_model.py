"""Tests of train.py: what it computes, and that it computes the same again."""
import csv
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(EXAMPLE))
import train  # noqa: E402

FEATURES = ["age", "creatinine", "kappa", "lambda", "mgus"]


def reproducibility(test):
    """Tags a test as evidence of reproducibility in the JUnit report."""
    test.tag = "reproducibility"
    return test


class ModelTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_train(self, *arguments, seed=42, output="out", **changes):
        request = {
            "contract": 1, "model": "flc-mortality", "key": "id", "label": {"column": "dead5y", "positive": "1"},
            "features": FEATURES, "seed": seed, "threshold": 0.5, "hyperparameters": {}, "trainTable": "train",
            "tables": {name: str(EXAMPLE / "data" / f"{name}.csv") for name in ("train", "live")},
            "output": str(self.folder / output),
        }
        request.update(changes)
        path = self.folder / "request.json"
        path.write_text(json.dumps(request), encoding="utf-8")
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GXP_")}
        return subprocess.run([sys.executable, str(EXAMPLE / "train.py"), *map(str, arguments)], check=False,
                              env=dict(environment, GXP_REQUEST=str(path)),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)

    def outputs(self, output="out"):
        root = self.folder / output
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    @reproducibility
    def test_same_seed_gives_same_bytes(self):
        for output in ("first", "second"):
            self.assertEqual(0, self.run_train(output=output).returncode)
        self.assertEqual({"model.json", "metrics.json", os.path.join("predictions", "train.csv"),
                          os.path.join("predictions", "live.csv")}, set(self.outputs("first")))
        self.assertEqual(self.outputs("first"), self.outputs("second"))

    @reproducibility
    def test_seed_is_used_and_changes_rounding_only(self):
        models = []
        for seed in (42, 43):
            self.assertEqual(0, self.run_train(seed=seed, output=str(seed)).returncode)
            models.append(json.loads((self.folder / str(seed) / "model.json").read_text(encoding="utf-8")))
        self.assertNotEqual(models[0]["weights"], models[1]["weights"])
        for first, second in zip(models[0]["weights"], models[1]["weights"]):
            self.assertAlmostEqual(first, second, delta=1e-12)

    @reproducibility
    def test_scoring_again_gives_the_predictions_of_the_training(self):
        self.assertEqual(0, self.run_train().returncode)
        again = self.folder / "again.csv"
        run = self.run_train("--score", self.folder / "out" / "model.json", EXAMPLE / "data" / "live.csv", again)
        self.assertEqual(0, run.returncode, run.stderr)
        self.assertEqual(self.outputs()[os.path.join("predictions", "live.csv")], again.read_bytes())

    @reproducibility
    def test_golden_model_and_row(self):
        """The numbers of an independent fit, see data/reference."""
        reference = json.loads((EXAMPLE / "data" / "reference" / "reference.json").read_text(encoding="utf-8"))
        self.assertEqual(0, self.run_train().returncode)
        model = json.loads(self.outputs()["model.json"].decode("utf-8"))
        for weight, expected in zip(model["weights"], reference["fit"]["weights"]):
            self.assertAlmostEqual(weight, expected, delta=1e-8)
        row = {"age": "92", "creatinine": "", "kappa": "4.66", "lambda": "5.96", "mgus": "0"}  # id 91 of live.csv
        score = train.probability(model["weights"], train.apply_transform(row, model["transform"]))
        self.assertAlmostEqual(score, reference["fit"]["scoreOfLiveRow91"], delta=1e-8)
        predictions = self.outputs()[os.path.join("predictions", "live.csv")].decode("utf-8")
        self.assertIn(f"\n91,{score!r},1\n", predictions)

    @reproducibility
    def test_transform_does_not_depend_on_row_order(self):
        rows = train.read(EXAMPLE / "data" / "validation.csv")
        self.assertEqual(train.learn_transform(rows, FEATURES), train.learn_transform(rows[::-1], FEATURES))

    def test_transform_fills_with_the_median_and_standardises(self):
        rows = [{"age": "1"}, {"age": ""}, {"age": "3"}, {"age": "8"}]
        transform = train.learn_transform(rows, ["age"])
        points = [train.apply_transform(row, transform) for row in rows]
        self.assertEqual(3.0, transform[0]["median"])
        self.assertEqual(points[1], points[2])
        self.assertAlmostEqual(0.0, sum(point[1] for point in points))
        self.assertAlmostEqual(4.0, sum(point[1] ** 2 for point in points))

    def test_predicted_follows_the_threshold_also_on_it(self):
        self.assertEqual(0, self.run_train().returncode)
        first = next(csv.DictReader(self.outputs()[os.path.join("predictions", "live.csv")].decode().splitlines()))
        run = self.run_train("--score", self.folder / "out" / "model.json", EXAMPLE / "data" / "live.csv",
                             self.folder / "again.csv", threshold=float(first["score"]))
        self.assertEqual(0, run.returncode, run.stderr)
        for row in train.read(self.folder / "again.csv"):
            self.assertEqual(row["predicted"], str(int(float(row["score"]) >= float(first["score"]))))

    def test_text_that_is_no_number_is_an_error(self):
        for text in ("NA", "nan", "inf", "high"):
            with self.assertRaises(ValueError):
                train.number({"age": text}, "age")

    def test_row_without_label_stops_the_training(self):
        table = self.folder / "bad.csv"
        table.write_text("id,age,dead5y\n1,60,0\n2,70,\n3,80,1\n", encoding="utf-8")
        run = self.run_train(features=["age"], tables={"train": str(table)})
        self.assertNotEqual(0, run.returncode)
        self.assertIn("without a dead5y", run.stderr)

    def test_unknown_hyperparameter_stops_the_training(self):
        run = self.run_train(hyperparameters={"rigde": 1})
        self.assertNotEqual(0, run.returncode)
        self.assertIn("rigde", run.stderr)

    def test_model_of_other_features_is_refused(self):
        self.assertEqual(0, self.run_train().returncode)
        run = self.run_train("--score", self.folder / "out" / "model.json", EXAMPLE / "data" / "live.csv",
                             self.folder / "again.csv", features=["age"])
        self.assertNotEqual(0, run.returncode)
        self.assertFalse((self.folder / "again.csv").exists())
