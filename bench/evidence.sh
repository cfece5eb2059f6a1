#!/bin/sh
# Measures sealing, verifying and digesting beside sha256sum on the same files; prints Markdown tables.
# Files are made once in target/bench: FILES=100000 small ones in a bag, GIBIBYTES=10 large ones outside of it.
# RUNS=3 is how often each piece is measured, in turn with all others; the best counts, as others may use the machine.
set -eu
cd "$(dirname "$0")/.."

folder=target/bench/evidence
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

mkdir -p "$folder"
mvn -B -ntp -q -Pbench test-compile dependency:build-classpath -Dmdep.outputFile=target/bench/classpath
"$java" -cp "target/test-classes:target/classes:$(cat target/bench/classpath)" io.github.gxpml.bench.EvidenceBench \
    "$folder" "${RUNS:-3}" "${FILES:-100000}" "${GIBIBYTES:-10}"
