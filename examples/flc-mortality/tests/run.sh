#!/bin/sh
# Runs the tests of train.py from any folder and writes tests/out/TEST-model.xml; fails if a test fails.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
rm -f "$here/out/TEST-model.xml"
exec "${PYTHON:-python3}" -B "$here/junit.py"
