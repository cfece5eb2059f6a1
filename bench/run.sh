#!/bin/sh
# Measures start-up, the example and sizes, and prints a Markdown table. Needs nothing but the product and awk.
# RUNS=15 is how often each start-up is measured, interleaved, so that a busy moment hits all of them alike.
# DOWNLOAD=1 also builds with an empty Maven repository, to see how much a first build downloads.
set -eu
cd "$(dirname "$0")/.."

runs=${RUNS:-15}
spec=examples/flc-mortality/gxp.yaml
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Nanoseconds where date knows them; elsewhere (macOS) perl, which is part of the system there.
case $(date +%N) in
    *[!0-9]*) now() { perl -MTime::HiRes=time -e 'printf "%d\n", time * 1e9'; } ;;
    *) now() { date +%s%N; } ;;
esac

# measure NAME COMMAND...: one run, its milliseconds appended to the file NAME
measure() {
    name=$1
    shift
    start=$(now)
    "$@" >/dev/null 2>&1 </dev/null || echo "$?" >"$work/$name.failed"
    end=$(now)
    echo "$start $end" | awk '{ printf "%.1f\n", ($2 - $1) / 1e6 }' >>"$work/$name"
}

median() {
    sort -n "$work/$1" | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

row() { # NAME WHAT
    if [ -f "$work/$1.failed" ]; then
        echo "| $2 | not measured: exit $(cat "$work/$1.failed") | |"
    else
        echo "$(median "$1") $(median tiny)" | awk -v what="$2" '{ printf "| %s | %.0f ms | %.1f |\n", what, $1, $1 / $2 }'
    fi
}

size() {
    awk -v bytes="$1" 'BEGIN { printf "%.1f MB", bytes / 1e6 }'
}

./gxp version >/dev/null # builds, if need be, outside of the measurement

cat >"$work/Tiny.java" <<'JAVA'
public class Tiny {
    public static void main(String[] args) {}
}
JAVA
"${java%java}javac" -d "$work" "$work/Tiny.java"

i=0
while [ "$i" -lt "$runs" ]; do
    measure tiny "$java" -Xshare:auto -cp "$work" Tiny
    measure java "$java" -version
    measure version ./gxp version
    measure lint ./gxp lint "$spec"
    i=$((i + 1))
done

echo "$("$java" -version 2>&1 | grep -v JAVA_TOOL_OPTIONS | head -n 1), $(uname -sm), $(getconf _NPROCESSORS_ONLN) processors"
echo
echo "| start-up, median of $runs | time | times an empty program |"
echo '|---|---|---|'
row tiny 'an empty Java program'
row java "\`java -version\`"
row version "\`gxp version\`"
row lint "\`gxp lint $spec\`"
echo

# The example runs on a copy: it leaves evidence and a registry beside its spec.
echo '| the example | |'
echo '|---|---|'
cp -R "$(dirname "$spec")" "$work/example"
rm -rf "$work/example/.gxp" "$work/example/gxp-evidence"
gxp=$PWD/gxp
time_tool=
! /usr/bin/time -v true >/dev/null 2>&1 || time_tool=v # GNU: kilobytes
[ -n "$time_tool" ] || ! /usr/bin/time -l true >/dev/null 2>&1 || time_tool=l # BSD, macOS: bytes
start=$(now)
code=0
(cd "$work/example" && exec ${time_tool:+/usr/bin/time -$time_tool} "$gxp" run gxp.yaml) \
    >"$work/run.out" 2>"$work/run.err" </dev/null || code=$?
end=$(now)
echo "$start $end" | awk -v code="$code" '{ printf "| `gxp run`, exit %s | %.1f s |\n", code, ($2 - $1) / 1e9 }'
# the stages as they were printed, where they end in a time
awk '/^[a-z].* [0-9.]+ m?s *$/ { printf "| stage %s | %s %s |\n", $1, $(NF - 1), $NF }' "$work/run.out"
case $time_tool in
    v) awk '/Maximum resident set size/ { printf "| peak memory | %.0f MB |\n", $NF / 1e3 }' "$work/run.err" ;;
    l) awk '/maximum resident set size/ { printf "| peak memory | %.0f MB |\n", $1 / 1e6 }' "$work/run.err" ;;
    *) echo '| peak memory | not measured: no /usr/bin/time |' ;;
esac
echo

echo '| size | |'
echo '|---|---|'
echo "| target/gxp.jar | $(size "$(wc -c <target/gxp.jar)") |"
echo "| the sources, packed | $(size "$(git archive HEAD | gzip -c | wc -c)") |"
# Asks Maven Central for everything once more, so only on demand.
if [ -n "${DOWNLOAD:-}" ]; then
    mvn -B -ntp -q -Dquick "-Dmaven.repo.local=$work/repo" package >"$work/download.log" 2>&1
    echo "| libraries and plugins that a first build downloads | $(size "$(($(du -sk "$work/repo" | cut -f 1) * 1024))") |"
fi
