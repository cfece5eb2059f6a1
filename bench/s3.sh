#!/bin/sh
# Measures transfers of a large file to and from a stand-in of S3 beside one stream of the AWS SDK, and prints a Markdown
# table. MEBIBYTES=512 is the size of the file. RUNS=5 is how often each is measured, in turn with the others; the best
# counts, as others may use the machine.
set -eu
cd "$(dirname "$0")/.."

folder=target/bench/s3
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

mkdir -p "$folder"
mvn -B -ntp -q -Pbench test-compile dependency:build-classpath -Dmdep.outputFile=target/bench/classpath
"$java" -Xmx512m -cp "target/test-classes:target/classes:$(cat target/bench/classpath)" io.github.gxpml.bench.S3Bench \
    "$folder" "${RUNS:-5}" "${MEBIBYTES:-512}"
