#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds the distribution's GLib with ThreadSanitizer, to run tests with and for nothing else.
# Called by ./dev test threads: make-glib.sh FOLDER
set -euo pipefail

folder=$1
rm -rf "$folder"
mkdir -p "$folder"/lists/partial "$folder"/cache/archives/partial
cd "$folder"

# The sources of the packages that are installed here, whatever the system's lists have of sources.
apt-get indextargets --format 'deb-src $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
  sort -u >sources.list
apt=(apt-get -q -o Dir::Etc::SourceList="$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null
  -o Dir::State::Lists="$folder/lists" -o Dir::Cache="$folder/cache" -o APT::Sandbox::User=)
"${apt[@]}" update
"${apt[@]}" source --download-only glib2.0
# Python reads what tar may have no xz for.
python3 -m tarfile -e glib2.0_*[0-9].orig.tar.xz

if command -v ccache >/dev/null; then
  export CC='ccache gcc'
fi
meson setup build glib-2* -Db_sanitize=thread -Db_lundef=false -Dbuildtype=debugoptimized \
  -Dtests=false -Dintrospection=disabled -Dselinux=disabled -Dlibmount=disabled \
  -Dman-pages=disabled -Dsysprof=disabled -Dnls=disabled --wrap-mode=nodownload
mapfile -t libraries < <(ninja -C build -t targets all |
  sed -n 's,^\(\(glib\|gobject\|gio\|gmodule\)/lib\2-2\.0\.so\.0\.[0-9.]*\): .*,\1,p')
ninja -C build "${libraries[@]}"
# By the names that programs look for.
for library in "${libraries[@]}"; do
  ln -sf "${library##*/}" "build/${library%%.so*}.so.0"
done
touch build/done
