#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs the tests apart from the person's desktop and ends with the line
# `N passed, N failed, N skipped`. Called by ./dev test: run-tests.sh BUILD [SUITE]…
set -euo pipefail

build=$1
shift
here=$(dirname "$(readlink -f "$0")")

# The points of a good chart are proved in several rooms, in the suite of the charts as well.
points=$here/../tests/charts/points.txt
want_points=false
[ $# -gt 0 ] || want_points=true

suites=()
if [ $# -gt 0 ]; then
  known=$(meson test -C "$build" --no-rebuild --list 2>/dev/null |
    sed -n 's/^[^:]*:\([^ ]*\) \/ .*/\1/p' | sort -u)
  for suite; do
    if ! grep -qxF -e "$suite" <<<"$known"; then
      echo "dev: there is no test suite “$suite”; these are there: ${known//$'\n'/, }." >&2
      exit 2
    fi
    suites+=(--suite "$suite")
    if [ "$suite" = charts ]; then
      want_points=true
      suites+=(--suite points)
    fi
  done
fi

unset "${!ANYUSAGE_@}"
rm -f "$build"/meson-logs/testlog.*
status=0
bash "$here/headless.sh" meson test -C "$build" --no-rebuild --print-errorlogs \
  --timeout-multiplier "${TIMEOUT_MULTIPLIER:-1}" ${suites[@]+"${suites[@]}"} || status=$?
if $want_points; then
  python3 "$here/list-points.py" "$build/meson-logs" "$points" || status=1
fi
python3 "$here/count-tests.py" "$build/meson-logs" || status=1
exit "$status"
