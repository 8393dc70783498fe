#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs test programs under valgrind and ends with the line `N passed, N failed, N skipped`.
# An invalid read or write, a use of what was never set, or memory that is lost for certain
# fails. Called by ./dev test valgrind: run-valgrind.sh BUILD SUITE…
set -euo pipefail

build=$1
shift
here=$(dirname "$(readlink -f "$0")")
suites=()
for suite; do
  suites+=(--suite "$suite")
done

rm -f "$build"/meson-logs/testlog*
status=0
# For tests of time and of the last bit of a number, which it changes.
export UNDER_VALGRIND=1
# GLib frees nothing at the end that valgrind would see without these; MALLOC_CHECK_ is glibc's own.
G_SLICE=always-malloc MALLOC_CHECK_=0 \
  bash "$here/headless.sh" meson test -C "$build" --no-rebuild --print-errorlogs \
  --timeout-multiplier 40 \
  --wrapper "valgrind --quiet --error-exitcode=99 --leak-check=full --show-leak-kinds=definite \
--errors-for-leak-kinds=definite --num-callers=25 --child-silent-after-fork=yes \
--suppressions=$here/../tests/valgrind.supp" "${suites[@]}" || status=$?
for file in "$build"/meson-logs/testlog-valgrind*; do
  [ -e "$file" ] || continue
  mv "$file" "${file/testlog-valgrind./testlog.}"
done
python3 "$here/count-tests.py" "$build/meson-logs" || status=1
exit "$status"
