#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tests the release script in a repository of its own.
# Argument: the source tree. Speaks TAP.
set -uo pipefail

source_tree=$1
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME=$home GIT_CONFIG_GLOBAL=$home/gitconfig GIT_CONFIG_SYSTEM=/dev/null
git config --global user.name Test
git config --global user.email test@example.org
metainfo=data/io.github.anyusage.Anyusage.metainfo.xml.in

n=0
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

tree=$home/tree
mkdir -p "$tree/build-aux" "$tree/data"
cp "$source_tree"/build-aux/{release,check-releases}.py "$tree/build-aux"
cp "$source_tree"/{NEWS,meson.build} "$tree"
cp "$source_tree/$metainfo" "$tree/data"
cd "$tree" || exit 1
git init --quiet
git add .
git commit --quiet --message 'all: Begin'
release () { build-aux/release.py "$@" >"$home/out" 2>"$home/error"; echo "$?:$(cat "$home/error")"; }
# Nothing but the commit that was there.
untouched () { echo "$(git status --porcelain)$(git rev-list --count HEAD)$(git tag)"; }

is "$(release --help | head -c 2)" 2: 'a wrong call is told how it is used'
is "$(release 99.0.0)" '1:release: NEWS does not begin with “Version X, unreleased”.' 'nothing new to release'
printf 'Version 99.0.0, unreleased\n--------------------------\n\n * A <thing> & another,\n   on two lines\n\n%s\n' \
  "$(cat NEWS)" >NEWS.new
mv NEWS.new NEWS
is "$(release 99.0.0)" '1:release: there are changes that are not committed.' 'changes'
git commit --quiet --all --message 'docs: Tell of it'
is "$(release 99)" '1:release: “99” is no version; it is written like 1.2.3.' 'no version'
is "$(release 0.0.1 | cut -c1-34)" '1:release: 0.0.1 is not newer than' 'an older version'
is "$(release 99.0.0 2026-13-01 | cut -c1-11)" '1:release: ' 'no date'
is "$(untouched)" 2 'what was refused wrote nothing'
is "$(release 99.0.0 2026-12-01)" 0: 'a release'
is "$(untouched)" 3v99.0.0 'is one commit and a tag'
is "$(sed -n 1,2p NEWS)" $'Version 99.0.0, 2026-12-01\n--------------------------' 'NEWS has the date'
is "$(python3 build-aux/check-releases.py 99.0.0 NEWS "$metainfo" 2>&1)" '' 'NEWS and metainfo agree'
is "$(release 99.0.1)" '1:release: NEWS does not begin with “Version X, unreleased”.' 'twice'
echo "1..$n"
