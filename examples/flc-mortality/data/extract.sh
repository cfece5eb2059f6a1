#!/bin/sh
# Makes the four tables and counts.json anew from the R package survival. Needs Rscript and python3.
set -eu
cd "$(dirname "$0")"
Rscript extract.R flchain.csv
"${PYTHON:-python3}" prepare.py flchain.csv
