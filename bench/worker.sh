#!/bin/sh
# Measures the worker for AWS CodePipeline as a process of its own, against stand-ins of CodePipeline and S3; prints
# Markdown tables, and fails if a job is not answered exactly once. Needs Linux, for what the worker has in memory.
# JOBS=200 are done at once, and three times as many after them; SECONDS_IDLE=60 is how long the idle worker is watched.
# PARTS=idle,next,load,example measures only some; GXP=./gxp is the launcher, of another version for a comparison.
set -eu
cd "$(dirname "$0")/.."

launcher=${GXP:-./gxp}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
folder=target/bench/worker

"$launcher" version >/dev/null # builds, if need be, outside of the measurement
mkdir -p target/bench
mvn -B -ntp -q -Pbench test-compile dependency:build-classpath -Dmdep.outputFile=target/bench/classpath
rm -rf "$folder"
mkdir -p "$folder"
"$java" -cp "target/test-classes:target/classes:$(cat target/bench/classpath)" io.github.gxpml.bench.WorkerBench \
    "$launcher" "$folder" "${PARTS:-idle,next,load,example}" "${JOBS:-200}" "${SECONDS_IDLE:-60}"
