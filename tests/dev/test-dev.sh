#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tests what ./dev decides, without building or installing anything.
# Argument: the source tree. Speaks TAP.
set -uo pipefail

source_tree=$1
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME=$home XDG_CACHE_HOME=$home/cache

n=0
# is GOT EXPECTED NAME
is ()
{
  n=$((n + 1))
  if [ "$1" = "$2" ]; then
    echo "ok $n - $3"
  else
    echo "not ok $n - $3"
    printf '# got:      %s\n# expected: %s\n' "${1//$'\n'/$'\n#           '}" "$2"
  fi
}

# with_dev CODE: runs CODE where the functions of ./dev are known.
with_dev ()
{
  bash -c '
    set -euo pipefail
    tree=$1 cache=$XDG_CACHE_HOME/anyusage build=$1/_build-dev
    for file in say environment root build spark clients checks standin flatpak commands; do
      . "$2/build-aux/$file.sh"
    done
    packages_file=$2/build-aux/packages.txt
    '"$1" bash "$home/tree" "$source_tree"
}
mkdir -p "$home/tree" "$XDG_CACHE_HOME/anyusage"

# Usage errors: one line on standard error, nothing on standard output, status 2.
for arguments in bogus 'format --nope' 'bench --nope' 'bench --json' 'test clients x' 'test fuzz nope' 'flatpak --nope' 'flatpak --output x.zip' 'screenshot' 'screenshot --output x.jpg' \
  'screenshot --view' 'screenshot --nope --output x.png'; do
  # shellcheck disable=SC2086
  output=$("$source_tree/dev" $arguments 2>"$home/error")
  is "$?:$output:$(wc -l <"$home/error")" 2::1 "usage error: $arguments"
done
output=$("$source_tree/dev" help 2>&1 >"$home/help")
is "$?:$output" 0: 'help succeeds on standard output'
for command in run test bench build screenshot standin flatpak format shell help; do
  is "$(grep -c "^  $command" "$home/help")" 1 "help lists $command"
done
groups=$(sed -n 's/^  { "\([a-z]*\)", au_bench_.*/\1/p' "$source_tree/tests/bench/main.c" | paste -sd ' ')
is "$(sed -n '/measure it:/,/^  build/{s/.*measure it://;/^  build/!p}' "$home/help" | tr -d ',\n' | xargs)" \
  "$groups" 'help lists what bench measures'

# What opens a window, and what does not need one.
for arguments in '' '--view mau' '--subscription a0XSAMPLE000001' '--source=sample'; do
  is "$(with_dev "wants_window $arguments && echo yes || echo no")" yes "window: run $arguments"
done
for arguments in 'list queries' 'query mau' '--help' '--version' 'export --chart all' 'nonsense'; do
  is "$(with_dev "wants_window $arguments && echo yes || echo no")" no "no window: run $arguments"
done

# .env: read, never run; what is set wins; what is unknown is said without its value.
cat >"$home/tree/.env" <<'TEXT'
# a comment

DATABRICKS_SERVER_HOSTNAME=one.example
export DATABRICKS_HTTP_PATH="/sql/1.0/a b"
DATABRICKS_ACCESS_TOKEN='$(touch never)`touch never`'
BLESSED_API_KEY=mine
PATH=/nowhere
secret words
TEXT
printf 'ANYUSAGE_TODAY=2026-11-24' >>"$home/tree/.env"
output=$(BLESSED_API_KEY=set with_dev '
  cd "$tree"; read_env
  printf "%s|" "$DATABRICKS_SERVER_HOSTNAME" "$DATABRICKS_HTTP_PATH" "$DATABRICKS_ACCESS_TOKEN" \
    "$BLESSED_API_KEY" "$ANYUSAGE_TODAY"; [ "$PATH" != /nowhere ] && ls' 2>"$home/error")
is "$output" 'one.example|/sql/1.0/a b|$(touch never)`touch never`|set|2026-11-24|' '.env is read'
is "$(cut -d' ' -f3 "$home/error" | paste -sd ,)" 7,8 '.env: unknown lines are said'
is "$(grep -cE 'nowhere|secret' "$home/error")" 0 '.env: but not shown'

# The root's name follows the package list, and a comment in it is no package.
first=$(with_dev 'root_name')
cp "$source_tree/build-aux/packages.txt" "$home/packages.txt"
echo 'another # for a reason' >>"$home/packages.txt"
is "$(with_dev "packages_file=$home/packages.txt; packages | tail -n 1 | tr -d ' '")" another \
  'packages: comments are left out'
is "$([ "$first" != "$(with_dev "packages_file=$home/packages.txt; root_name")" ] && echo other)" \
  other 'another list is another root'

# Progress, from a log of mmdebstrap.
cat >"$home/log" <<'TEXT'
Get:1 an index
0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded.
Unpacking a (1) ...
Setting up a (1) ...
0 upgraded, 10 newly installed, 0 to remove and 0 not upgraded.
Unpacking b (1) ...
TEXT
is "$(with_dev "root_progress $home/log")" \
  'Debian 13 root: 2 of 12 packages unpacked, 1 set up' 'progress counts packages'

# What an interrupted run made is removed, what is finished is not.
with_dev '
  mkdir -p "$cache"/root-0123.partial.1/usr "$cache/root-0123"
  to_remove+=("$cache/root-0123.partial.1")
  interrupted 130' 2>/dev/null
is "$?:$(ls "$XDG_CACHE_HOME/anyusage")" 130:root-0123 'interrupted: tidied up'

# Work: its status is passed on, its output goes to the log alone.
output=$(with_dev "work $home/log build_progress sh -c 'echo [3/7] x; exit 3' || echo \$?" 2>&1)
is "$output" 3 'work: the status is passed on, in silence'
is "$(with_dev "build_progress $home/log")" 'compiling: 3 of 7' 'progress of compiling'

# Spark: no way to a registry is a reason to skip, anything else is a failure.
mkdir -p "$home/tree/sql"
: >"$home/tree/sql/mau.sql"
while IFS='|' read -r expected line; do
  echo "$line" >"$home/log"
  output=$(with_dev "spark_log=$home/log; why_or_fail 'It is not there'" 2>"$home/error")
  is "$?:$output:$(grep -c '^Skipped: It is not there, since' "$home/error")" "$expected" \
    "Spark: ${line:0:40}"
done <<'TEXT'
0:0 passed, 0 failed, 1 skipped:1|E: Failed to fetch it  Could not resolve 'mirror.example'
0:0 passed, 0 failed, 1 skipped:1|WARNING: Retrying after 'NewConnectionError(Failed to establish a new connection')':
0:0 passed, 0 failed, 1 skipped:1|	Host registry.example not found. url=somewhere
1::0|ERROR: No matching distribution found for pyspark==4.99
1::0|No space left on device
TEXT

# Work, killed: all that it started ends with it.
with_dev "echo \$\$ >$home/dev-pid
  work $home/log build_progress sh -c 'sleep 60 & echo \$! >$home/pid; wait'" 2>/dev/null &
for _ in $(seq 100); do
  [ -s "$home/pid" ] && break
  sleep 0.05
done
kill -KILL "$(cat "$home/dev-pid")"
wait
# It has ended, whether or not anyone has collected it yet.
ended () { ! grep -q '^State:.[^Z]' "/proc/$(cat "$home/pid")/status" 2>/dev/null; }
for _ in $(seq 100); do
  ended && break
  sleep 0.05
done
is "$(ended && echo ended)" ended 'work: ends with ./dev'

# The manifest that is built has another runtime and sources that are here; what it may do stays.
echo archive >"$home/archive.tar.gz"
manifest=$source_tree/flatpak/io.github.anyusage.Anyusage.json
python3 "$source_tree/build-aux/flatpak-manifest.py" "$manifest" "$home/manifest.json" --devel \
  --runtime a.Platform a.Sdk 13 --archive yyjson "$home/archive.tar.gz"
# ask PYTHON: of the shipped manifest `m` and of the one that is built `b`
ask () { python3 -c "import json, sys; m, b = (json.load(open(p)) for p in sys.argv[1:]); print($1)" "$manifest" "$home/manifest.json"; }
is "$(ask '" ".join(m["finish-args"])')" \
  '--share=network --share=ipc --socket=wayland --socket=fallback-x11 --device=dri' 'Flatpak: what it may do'
is "$(ask 'm["finish-args"] == b["finish-args"]')" True 'Flatpak: what is built may do the same'
is "$(ask '" ".join([m["runtime"], m["runtime-version"], str(m["separate-locales"])])')" \
  'org.gnome.Platform 51 False' 'Flatpak: the runtime'
is "$(ask '" ".join([b["id"], b["runtime"], b["sdk"], b["runtime-version"], b["modules"][-1]["sources"][0]["path"]])')" \
  'io.github.anyusage.Anyusage.Devel a.Platform a.Sdk 13 .' 'Flatpak: another runtime, and the project beside it'
is "$(ask 'b["modules"][1]["sources"][0]["sha256"]')" "$(sha256sum <"$home/archive.tar.gz" | cut -d' ' -f1)" \
  'Flatpak: an archive that is here, by its sum'
is "$(ask 'all(len(s["sha256"]) == 64 for n in m["modules"][:-1] for s in n["sources"])')" True \
  'Flatpak: every source is pinned'

# GNOME's runtime where its remote answers, and a word where it does not.
mkdir "$home/bin" "$home/tree/flatpak"
cp "$manifest" "$home/tree/flatpak"
printf '#!/bin/sh\necho "$@" >>%s/asked\nexit ${ANSWER:-0}\n' "$home" >"$home/bin/flatpak"
chmod +x "$home/bin/flatpak"
is "$(with_dev "flat=(env PATH=$home/bin:\$PATH); gnome_answers && echo yes" 2>&1)" yes 'Flatpak: the remote answers'
is "$(tail -n 1 "$home/asked")" 'remote-info --user flathub org.gnome.Platform//51' 'Flatpak: it is asked for the runtime'
is "$(with_dev "flat=(env ANSWER=1 PATH=$home/bin:\$PATH); gnome_answers || echo no" 2>&1 | sed 's/,.*//')" \
  "$(printf 'No remote with GNOME 51 answers\nno')" 'Flatpak: it does not'

# What a test program planned and did not say has failed.
printf '%s\n' 1..4 'ok 1 - a' 'ok 2 - b # SKIP c' 'not ok 3 - d' >"$home/tap"
is "$(with_dev "sum_up_tap $home/tap || echo \$?" | paste -sd ' ')" '1 passed, 2 failed, 1 skipped 1' 'Flatpak: the closing line'

echo "1..$n"
