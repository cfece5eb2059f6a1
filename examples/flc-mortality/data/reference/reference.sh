#!/bin/sh
# Trains with train.py, keeps its predictions here and computes reference.json. Needs python3 and Rscript.
set -eu
cd "$(dirname "$0")"
example=$(cd ../.. && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/request.json" <<REQUEST
{"contract": 1, "model": "flc-mortality", "key": "id", "label": {"column": "dead5y", "positive": "1"},
 "features": ["age", "creatinine", "kappa", "lambda", "mgus"], "seed": 42, "threshold": 0.5, "hyperparameters": {},
 "trainTable": "train", "output": "$work/out",
 "tables": {"train": "$example/data/train.csv", "validation": "$example/data/validation.csv",
            "outOfTime": "$example/data/out-of-time.csv", "live": "$example/data/live.csv"}}
REQUEST
unset GXP_OUTPUT GXP_SEED
GXP_REQUEST="$work/request.json" "${PYTHON:-python3}" "$example/train.py"
rm -rf predictions
cp -R "$work/out/predictions" predictions
Rscript reference.R .. predictions > "$work/reference.json"
mv "$work/reference.json" reference.json
