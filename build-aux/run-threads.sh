#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs tests with ThreadSanitizer, over the GLib in $GLIB_THREADS, and ends with the line
# `N passed, N failed, N skipped`. Called by ./dev test threads: run-threads.sh BUILD SUITE…
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
# GIO's modules for TLS and proxies are the system's: they fit, as GLib is the same.
libraries=$GLIB_THREADS/glib:$GLIB_THREADS/gobject:$GLIB_THREADS/gio:$GLIB_THREADS/gmodule
bash "$here/headless.sh" meson test -C "$build" --no-rebuild --print-errorlogs \
  --timeout-multiplier 10 \
  --wrapper "env LD_LIBRARY_PATH=$libraries" "${suites[@]}" || status=$?
for file in "$build"/meson-logs/testlog-env*; do
  [ -e "$file" ] || continue
  mv "$file" "${file/testlog-env./testlog.}"
done
python3 "$here/count-tests.py" "$build/meson-logs" || status=1
exit "$status"
