#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes the locales that tests read numbers and months in: make-locales.sh FOLDER STAMP LOCALE…
set -euo pipefail

folder=$1
stamp=$2
shift 2
mkdir -p "$folder"
for locale; do
  localedef --no-archive -i "$locale" -f UTF-8 "$folder/$locale.UTF-8" 2>/dev/null ||
    [ -d "$folder/$locale.UTF-8" ]
done
touch "$stamp"
