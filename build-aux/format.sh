#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The look of the C files and what goes with it: uncrustify, the ends of lines,
# 100 columns (a line may be longer only for a string in it), po/POTFILES.in.
# Usage: format.sh [--check]; with --check it only lists what is wrong.
set -euo pipefail
cd "$(dirname "$0")/.."

check=false
[ "${1:-}" != --check ] || check=true
status=0
list=$(mktemp)
trap 'rm -f "$list"' EXIT
find src tests \( -name '*.c' -o -name '*.h' \) | sort >"$list"

# complain FILTERED_OUTPUT: prints it, and remembers that something is wrong.
complain ()
{
  if [ -n "$1" ]; then
    printf '%s\n' "$1"
    status=1
  fi
}

if $check; then
  complain "$(uncrustify -q -c build-aux/uncrustify.cfg -l C --check -F "$list" 2>&1 |
    sed -n 's/^FAIL: \([^ ]*\).*/\1: is not formatted; .\/dev format does it./p')"
  build-aux/check-potfiles.py . || status=1
else
  uncrustify -q -c build-aux/uncrustify.cfg -l C --replace --no-backup --if-changed -F "$list"
  xargs sed -i 's/[[:space:]]*$//' <"$list"
  build-aux/check-potfiles.py --write .
fi

complain "$(xargs grep -HnE '[[:space:]]$' <"$list" | sed 's/\(:[0-9]*\):.*/\1: blanks at the end./')"
complain "$(xargs grep -HnP '^(?=.{101})' <"$list" | python3 -c '
import re, sys
for line in sys.stdin:
    path, number, text = line.rstrip("\n").split(":", 2)
    if len(re.sub(r"\"(?:[^\"\\]|\\.)*\"", "\"\"", text)) > 100 or "\"" not in text:
        print(f"{path}:{number}: more than 100 columns.")')"
exit "$status"
