# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# The stand-in for GNOME's runtime: a Platform and an Sdk of the Debian 13 packages that are listed in
# flatpak/, for ./dev flatpak. It shows how the app does in the sandbox, and that it is linked to
# nothing that only an Sdk has. It shows nothing of what is in GNOME's own.

standin_branch=13
standin_id=io.github.anyusage.StandIn
standin_runtime=("$standin_id.Platform" "$standin_id.Sdk" $standin_branch)

# standin_packages KIND
standin_packages () { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$tree/flatpak/standin-$1.txt"; }

standin_name ()
{
  { standin_packages platform; echo; standin_packages sdk; cat "$tree/build-aux/standin.sh"; } |
    sha256sum | sed 's/^\(.\{16\}\).*/standin-\1/'
}

# standin_source NAME: the archive of a module's source
standin_source () { echo "$standin/sources/$1"_*.orig.tar.*; }

use_standin ()
{
  local started=$SECONDS other
  standin=$flatpak_folder/$(standin_name)
  if [ -f "$standin/ready" ]; then
    return
  fi
  for other in "$flatpak_folder"/standin-*; do
    remove_folders "$other"
  done
  if ! command -v mmdebstrap >/dev/null; then
    install_makers
  fi
  need_space 4500 "a stand-in for GNOME's runtime"
  say "Making a stand-in for GNOME's runtime of Debian 13 packages: about 300 MB to fetch, 2.5 GB on disk, 2 to 5 minutes; log: $flatpak_log"
  mkdir -p "$standin/sources"
  to_remove+=("$standin")
  make_platform
  make_sdk
  export_standin
  : >"$standin/ready"
  to_remove=()
  say "  It was made in $((SECONDS - started)) s."
}

standin_failed ()
{
  show_log "$flatpak_log"
  fail 1 "the stand-in for GNOME's runtime could not be made: $1; the whole log is $flatpak_log."
}

# The Platform, and beside it the modules' sources as Debian has them.
make_platform ()
{
  local list status=0 root=$standin/platform mirrors=() fetch
  list=$(standin_packages platform | paste -sd ,)
  mapfile -t mirrors < <(host_mirrors)
  # shellcheck disable=SC2016
  fetch='chroot "$1" sh -c "
    set -e
    mkdir -p /tmp/sources/partial /tmp/source-lists/partial
    sed -n s/^deb/deb-src/p /etc/apt/sources.list >/tmp/source.list
    cd /tmp/sources
    apt=\"apt-get -q -o APT::Sandbox::User=root -o Dir::Etc::SourceList=/tmp/source.list -o Dir::State::Lists=/tmp/source-lists\"
    \$apt update
    for name in libsodium yyjson; do
      \$apt --download-only --tar-only source \$name/trixie || \$apt --download-only --tar-only source \$name
    done
    rm -rf partial *.asc"'
  local options=(
    --variant=minbase
    --components=main
    --include="$list"
    --verbose
    --aptopt='Acquire::Retries "3"'
    --dpkgopt=force-unsafe-io
    --dpkgopt='path-exclude=/usr/share/doc/*'
    --dpkgopt='path-exclude=/usr/share/info/*'
    --dpkgopt='path-exclude=/usr/share/man/*'
    --customize-hook="$fetch"
    --customize-hook="sync-out /tmp/sources $standin/sources"
    --customize-hook='rm -rf "$1"/tmp/source*'
  )
  if [ "$(id -u)" -eq 0 ]; then
    work "$flatpak_log" root_progress unshare --mount --propagation private \
      mmdebstrap --mode=root "${options[@]}" trixie "$root" "${mirrors[@]}" || status=$?
  else
    mkdir "$root"
    # shellcheck disable=SC2016
    TMPDIR=/var/tmp work "$flatpak_log" root_progress bash -c '
      set -o pipefail
      root=$1
      shift
      mmdebstrap --mode=unshare "$@" | tar -x --no-same-owner -C "$root" --exclude="./dev/*"
      ' bash "$root" "${options[@]}" trixie - "${mirrors[@]}" || status=$?
  fi
  [ $status -eq 0 ] || standin_failed "mmdebstrap could not make a root"
}

# The Sdk has all of the Platform.
make_sdk ()
{
  local list
  mapfile -t list < <(standin_packages sdk)
  cp -a --reflink=auto "$standin/platform" "$standin/sdk"
  work "$flatpak_log" apt_progress \
    bash "$tree/build-aux/install-in-root.sh" "$standin/sdk" "${list[@]}" ||
    standin_failed "packages could not be installed"
}

export_standin ()
{
  local kind name folder arch
  arch=$("${flat[@]}" flatpak --default-arch)
  work "$flatpak_log" last_line "${flat[@]}" ostree --repo="$standin/repo" init --mode=bare-user-only ||
    standin_failed "ostree made no repository"
  for kind in Platform Sdk; do
    folder=$standin/${kind,,}
    name=$standin_id.$kind
    # In a runtime everything is in usr. Its loader's cache is made at each start, with the app's.
    cp -a "$folder/etc" "$folder/usr/etc"
    mkdir "$folder/files"
    ln -sf ../sbin/ldconfig "$folder/usr/bin/ldconfig"
    : >"$folder/usr/etc/ld.so.conf"
    mv "$folder/usr/etc/fonts/fonts.conf" "$folder/usr/etc/fonts/debian.conf"
    sed 's#/etc/fonts/fonts.conf#/etc/fonts/debian.conf#' "$tree/build-aux/fonts.conf" \
      >"$folder/usr/etc/fonts/fonts.conf"
    rm -rf "$folder"/usr/etc/{apt,shadow*,gshadow*,machine-id,resolv.conf,hostname}
    cat >"$folder/metadata" <<TEXT
[Runtime]
name=$name
runtime=$standin_id.Platform/$arch/$standin_branch
sdk=$standin_id.Sdk/$arch/$standin_branch
TEXT
    work "$flatpak_log" last_line "${flat[@]}" flatpak build-export --runtime --disable-sandbox \
      "$standin/repo" "$folder" $standin_branch || standin_failed "$name could not be exported"
  done
  {
    work "$flatpak_log" last_line "${flat[@]}" flatpak build-update-repo "$standin/repo" &&
      work "$flatpak_log" last_line "${flat[@]}" flatpak remote-add --user --if-not-exists \
        --no-gpg-verify standin "file://$standin/repo" &&
      work "$flatpak_log" last_line "${flat[@]}" flatpak remote-modify --user \
        --url="file://$standin/repo" standin &&
      work "$flatpak_log" last_line "${flat[@]}" flatpak install --user --noninteractive --or-update \
        standin "$standin_id.Platform//$standin_branch" "$standin_id.Sdk//$standin_branch"
  } || standin_failed "it could not be installed"
  remove_folders "$standin/platform" "$standin/sdk"
}
