#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Adds packages to a Debian 13 root: the one time that it is entered to be
# written to. Certificates that only this host knows are taken along, since the
# way to a registry may lead past one of them.
# Called by ./dev test spark: install-in-root.sh ROOT PACKAGE…
set -euo pipefail

root=$1
shift
anchors=$root/usr/local/share/ca-certificates

# Java's packages link a manual page that the root leaves out.
mkdir -p "$root/usr/share/man/man1" "$anchors"
for certificate in /usr/local/share/ca-certificates/*.crt \
  /etc/pki/ca-trust/source/anchors/* /etc/ca-certificates/trust-source/anchors/*; do
  if [ -f "$certificate" ]; then
    name=${certificate##*/}
    install -m 644 "$certificate" "$anchors/${name%.*}.crt"
  fi
done

# shellcheck disable=SC2016
install='
  set -e
  export PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
  unset JAVA_HOME
  apt="apt-get -q -y -o APT::Sandbox::User=root"
  dpkg --configure -a
  update-ca-certificates
  $apt update
  $apt install --no-install-recommends "$@"
  $apt clean
  '

if bwrap --bind / / --dev-bind /dev /dev true 2>/dev/null; then
  options=(
    --die-with-parent --bind "$root" / --dev /dev --proc /proc --tmpfs /tmp
    --ro-bind "$(readlink -f /etc/resolv.conf)" /etc/resolv.conf --chdir /
  )
  if [ "$(id -u)" -ne 0 ]; then
    options+=(--unshare-user --uid 0 --gid 0)
  fi
  exec bwrap "${options[@]}" bash -c "$install" bash "$@"
fi

# shellcheck disable=SC2016
exec unshare --mount --propagation private bash -c '
  set -e
  root=$1
  shift
  mount --rbind /dev "$root/dev"
  mount -t proc proc "$root/proc"
  mount -t tmpfs tmpfs "$root/tmp"
  mount --bind "$(readlink -f /etc/resolv.conf)" "$root/etc/resolv.conf"
  exec chroot "$root" "$@"
  ' bash "$root" bash -c "$install" bash "$@"
