#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Enters the Debian 13 root without bubblewrap, as root only: the same binds in
# a mount namespace of its own, which ends with the command.
# Called by ./dev: enter-chroot.sh ROOT 'HOW FROM TO'… -- COMMAND…
set -euo pipefail

if [ "${1:-}" != --inside ]; then
  exec unshare --mount --propagation private bash "$0" --inside "$@"
fi
shift

base=$1/mnt
shift
mount -t tmpfs -o mode=0755 tmpfs "$base"
while [ "$1" != -- ]; do
  read -r how from to <<<"$1"
  shift
  case $how in
    link) ln -s "$from" "$base$to" ;;
    *)
      if [ -d "$from" ]; then
        mkdir -p "$base$to"
      else
        mkdir -p "$base${to%/*}"
        [ -e "$base$to" ] || : >"$base$to"
      fi
      mount --rbind "$from" "$base$to"
      if [ "$how" = ro ]; then
        mount -o remount,bind,ro "$base$to"
      fi
      ;;
  esac
done
shift

exec chroot "$base" env --chdir="$PWD" "$@"
