#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Prints a file of data/ as the profile has it: to-profile.sh default|devel FILE
set -eu

if [ "$1" = default ]; then
  exec cat "$2"
fi
exec sed -e 's/io\.github\.anyusage\.Anyusage/&.Devel/g' \
  -e 's#/io/github/anyusage/Anyusage#&/Devel#' \
  -e '/^\[Desktop Action/,$!s/^Name\(\[[^]]*\]\)\{0,1\}=.*/& (Devel)/' \
  -e 's#^\( *<name[^>]*>\)Anyusage</name>#\1Anyusage (Devel)</name>#' "$2"
