#!/bin/sh
# Measures the statistics engine beside queries written by hand, its memory and its hot paths; prints Markdown tables.
# Tables are generated once into target/bench. Needs Maven, Java and about 4 GB of disk; with FULL=1 about 16 GB.
# ROWS=10000000 is the table that ratios are measured on, CURVE=1000000,10000000 are the sizes of the curve,
# RUNS=3 is how often each piece is measured, in turn with all others; the best counts, as others may use the machine.
# PARTS=ratios,curve,memory,spark,hot measures only some; SPARK_ROWS=1000000 is the table that Spark gets.
set -eu
cd "$(dirname "$0")/.."

rows=${ROWS:-10000000}
curve=${CURVE:-1000000,10000000}
[ -z "${FULL:-}" ] || curve=${CURVE:-1000000,10000000,100000000}
parts=${PARTS:-ratios,curve,memory,spark,hot}
folder=target/bench
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

wanted() {
    case ,$parts, in *,"$1",*) ;; *) return 1 ;; esac
}

./gxp version >/dev/null # builds, if need be, outside of the measurement
mkdir -p "$folder"
mvn -B -ntp -q -Pbench test-compile dependency:build-classpath -Dmdep.outputFile="$folder/classpath"
path=target/test-classes:target/classes:$(cat "$folder/classpath")

echo "$("$java" -version 2>&1 | grep -v JAVA_TOOL_OPTIONS | head -n 1), $(uname -sm), $(getconf _NPROCESSORS_ONLN) processors"
if wanted ratios || wanted curve || wanted memory; then
    "$java" -Xmx512m -XX:+UseSerialGC -cp "$path" io.github.gxpml.bench.StatisticsBench \
        "$folder" ./gxp "${RUNS:-3}" "$rows" "$curve" "$parts"
fi

# Spark writes to its log what it does; that it cannot be measured is no reason to leave out the rest.
if wanted spark; then
    "$java" -Xmx2g -cp "$path" io.github.gxpml.bench.SparkBench "$folder" "${SPARK_ROWS:-1000000}" 2>"$folder/spark.log" ||
        echo "Spark was not measured, see $folder/spark.log"
fi

wanted hot || exit 0
echo
echo 'Hot paths in Java, microseconds a call'
echo
mkdir -p "$folder/hot"
"${java}c" -nowarn -cp "$path" -processor org.openjdk.jmh.generators.BenchmarkProcessor -d "$folder/hot" \
    bench/java/io/github/gxpml/bench/HotPaths.java bench/java/io/github/gxpml/data/WalkPaths.java
"$java" -cp "$folder/hot:$path" org.openjdk.jmh.Main -rf csv -rff "$folder/hot.csv" Paths >"$folder/hot.log"
awk -F , 'NR == 1 { print "| | microseconds | error |\n|---|---|---|"; next }
    { gsub(/"/, ""); sub(/.*Paths\./, "", $1); printf "| %s %s | %.2f | %.2f |\n", $1, $8, $5, $6 }' "$folder/hot.csv"
