# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Where ./dev builds: on the host where that has the floor, else in a Debian 13
# root of its own. choose_environment leaves behind
#
#   environment   `host` or `root`
#   enter         the words that, put before a command, run it there

packages_file=$tree/build-aux/packages.txt

# The floor, as meson.build has it.
floor=(
  'glib-2.0 >= 2.84' 'gtk4 >= 4.18' 'libadwaita-1 >= 1.7' 'libsoup-3.0 >= 3.6'
  'json-glib-1.0 >= 1.10' 'sqlite3 >= 3.46' 'cairo >= 1.18' 'pangocairo >= 1.56' 'libpng'
  'yyjson' 'libsodium'
)
build_tools=(cc meson ninja blueprint-compiler glib-compile-resources msgfmt)
test_tools=(
  xvfb-run dbus-run-session python3 xdotool identify uncrustify
  desktop-file-validate appstreamcli
)

packages () { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$packages_file"; }

# have_all TOOL…: whether each is on the path.
have_all () { command -v "$@" >/dev/null 2>&1 && [ "$(command -v "$@" | wc -l)" -eq $# ]; }

host_is_fit ()
{
  have_all pkg-config "${build_tools[@]}" || return 1
  if $for_tests && ! have_all "${test_tools[@]}"; then
    return 1
  fi
  pkg-config --exists "${floor[@]}" 2>/dev/null
}

# Whether apt on this host offers the floor.
apt_is_new_enough ()
{
  command -v apt-get >/dev/null && [ -r /etc/os-release ] || return 1
  local id version
  id=$(. /etc/os-release && echo "${ID:-}")
  version=$(. /etc/os-release && echo "${VERSION_ID:-}")
  case $id in
    debian) [ -z "$version" ] || [ "${version%%.*}" -ge 13 ] ;;
    ubuntu) [ "${version/./}" -ge 2504 ] ;;
    *)
      version=$(apt-cache policy libadwaita-1-dev 2>/dev/null | sed -n 's/^  Candidate: //p')
      dpkg --compare-versions "${version:-0}" ge 1.7 2>/dev/null
      ;;
  esac
}

# How this person may install packages: root, sudo or not at all.
privilege ()
{
  if [ "$(id -u)" -eq 0 ]; then
    echo root
  elif command -v sudo >/dev/null && [ -t 0 ] && [ -t 2 ]; then
    echo sudo
  else
    echo none
  fi
}

# apt_install LOG PACKAGE…: installs on the host; status 1 where the person may not or will not.
apt_install ()
{
  local log=$1 answer
  shift
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q -y)
  case $(privilege) in
    root)
      work "$log" apt_progress "${apt[@]}" update || true
      work "$log" apt_progress "${apt[@]}" install --no-install-recommends "$@" || return 2
      ;;
    sudo)
      say "These packages are missing: $*"
      printf 'Install them with sudo apt-get? [y/N] ' >&2
      read -r answer || answer=
      case $answer in
        [yY]*) ;;
        *) return 1 ;;
      esac
      # In the foreground: sudo asks for the password on this terminal.
      sudo "${apt[@]}" update >>"$log" 2>&1 || true
      sudo "${apt[@]}" install --no-install-recommends "$@" >>"$log" 2>&1 || return 2
      ;;
    none) return 1 ;;
  esac
}

apt_progress ()
{
  printf '%s packages unpacked, %s set up' \
    "$(grep -c '^Unpacking' "$1")" "$(grep -c '^Setting up' "$1")"
}

# The one line that a person without the rights can type or pass on.
line_to_type ()
{
  if command -v apt-get >/dev/null; then
    if apt_is_new_enough; then
      echo "apt-get install --yes --no-install-recommends $(packages | tr '\n' ' ')"
    else
      echo 'apt-get install --yes mmdebstrap bubblewrap uidmap'
    fi
  elif command -v dnf >/dev/null; then
    echo 'dnf install --assumeyes mmdebstrap bubblewrap shadow-utils'
  elif command -v zypper >/dev/null; then
    echo 'zypper install --no-confirm mmdebstrap bubblewrap shadow'
  elif command -v pacman >/dev/null; then
    echo 'pacman -S --needed base-devel meson blueprint-compiler libadwaita libsoup3' \
      'json-glib libsecret libsodium sqlite yyjson xorg-server-xvfb xorg-xauth xdotool imagemagick' \
      'appstream desktop-file-utils uncrustify inter-font'
  else
    echo 'INSTALL mmdebstrap bubblewrap'
  fi
}

# choose_environment FOR_TESTS
choose_environment ()
{
  for_tests=$1
  if host_is_fit; then
    use_host
    return
  fi

  local status=0
  if apt_is_new_enough && [ "$(privilege)" != none ]; then
    step_count=$((step_count + 1))
    step "installing what building takes, with apt (about 2 minutes); log: $apt_log"
    start_log "$apt_log"
    local list
    mapfile -t list < <(packages)
    apt_install "$apt_log" "${list[@]}" || status=$?
    if [ $status -eq 0 ] && host_is_fit; then
      use_host
      return
    elif [ $status -ge 2 ]; then
      show_log "$apt_log"
      fail 1 "apt-get could not install the packages; see $apt_log."
    fi
  fi

  use_root
}

use_host ()
{
  environment=host
  enter=(env)
}
