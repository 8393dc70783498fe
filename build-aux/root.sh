# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# The Debian 13 root: made by mmdebstrap, named by the hash of the package
# list, trusted only once it has its final name, entered read-only.

root_name () { printf 'root-%s' "$(sha256sum <"$packages_file" | cut -c1-16)"; }

use_root ()
{
  environment=root
  root=$cache/$(root_name)
  if ! [ -d "$root" ] || ! can_enter; then
    (umask 077 && mkdir -p "$cache" 2>/dev/null) && [ -w "$cache" ] ||
      fail 1 "cannot write into $cache; make it writable or set XDG_CACHE_HOME to another folder."
    exec 8>"$cache/lock"
    if ! flock -n 8; then
      say "Another ./dev is making the Debian 13 root; waiting for it."
      flock 8
    fi
    make_root
    exec 8>&-
  fi
  find_enter
}

# What the host must have and allow for a root to be made and entered.
can_make ()
{
  command -v mmdebstrap >/dev/null && can_enter || return 1
  [ "$(id -u)" -eq 0 ] || { command -v newuidmap >/dev/null && has_subuids; }
}

has_subuids () { grep -qs -e "^$(id -un):" -e "^$(id -u):" /etc/subuid; }

can_enter () { bwrap_works || { [ "$(id -u)" -eq 0 ] && chroot_works; }; }

bwrap_works () { bwrap --bind / / --dev-bind /dev /dev true 2>/dev/null; }

chroot_works () { unshare --mount true 2>/dev/null; }

make_root ()
{
  [ -d "$root" ] || step_count=$((step_count + 1))
  start_log "$setup_log"

  # What runs that were killed left behind. Nobody works on it: the lock is ours.
  remove_folders "$cache"/root-*.partial.* || true

  if ! can_make; then
    install_makers
  fi
  if [ -d "$root" ]; then
    return
  fi

  local free
  free=$(df -Pk "$cache" | awk 'NR == 2 { print int ($4 / 1024) }')
  if [ "${free:-0}" -lt 1700 ]; then
    fail 1 "$cache has $free MB free, and the Debian 13 root takes 1700 MB while it is made; make room or set XDG_CACHE_HOME to another folder."
  fi

  step "making a Debian 13 root with compiler and libraries: about 280 MB to fetch, 1.3 GB on disk, 1 to 5 minutes; log: $setup_log"
  local partial=$root.partial.$$ list status=0
  to_remove+=("$partial")
  list=$(packages | paste -sd ,)
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
  )
  local mirrors=()
  mapfile -t mirrors < <(host_mirrors)

  if [ "$(id -u)" -eq 0 ]; then
    # What it mounts is unmounted with its end, however that comes.
    work "$setup_log" root_progress unshare --mount --propagation private \
      mmdebstrap --mode=root "${options[@]}" trixie "$partial" "${mirrors[@]}" || status=$?
  else
    # Through a tar, so that every file is the person's own and rm can remove it.
    mkdir "$partial"
    # shellcheck disable=SC2016
    TMPDIR=/var/tmp work "$setup_log" root_progress bash -c '
      set -o pipefail
      partial=$1
      shift
      mmdebstrap --mode=unshare "$@" |
        tar -x --no-same-owner -C "$partial" --exclude="./dev/*"
      ' bash "$partial" "${options[@]}" trixie - "${mirrors[@]}" || status=$?
  fi
  if [ $status -ne 0 ]; then
    show_log "$setup_log"
    local reason=''
    if grep -qE 'Could not resolve|Temporary failure|Could not connect|Unable to connect|Failed to fetch' \
         "$setup_log"; then
      reason=' because its packages could not be fetched (is the network there?)'
    fi
    fail 1 "the Debian 13 root could not be made$reason; the whole log is $setup_log."
  fi

  sync -f "$partial"
  mv "$partial" "$root"
  to_remove=()
  remove_old_roots
}

install_makers ()
{
  local makers=(mmdebstrap bubblewrap debian-archive-keyring) status=0
  if [ "$(id -u)" -ne 0 ]; then
    makers+=(uidmap)
  fi
  if command -v apt-get >/dev/null && [ "$(privilege)" != none ]; then
    step_count=$((step_count + 1))
    step "installing what makes a Debian 13 root, with apt (about 20 seconds); log: $apt_log"
    start_log "$apt_log"
    apt_install "$apt_log" "${makers[@]}" || status=$?
    if [ $status -ge 2 ]; then
      show_log "$apt_log"
      fail 1 "apt-get could not install ${makers[*]}; see $apt_log."
    fi
  fi
  can_make || say_what_is_missing
}

say_what_is_missing ()
{
  local line
  if ! command -v mmdebstrap >/dev/null || ! command -v bwrap >/dev/null ||
     ! { [ "$(id -u)" -eq 0 ] || command -v newuidmap >/dev/null; }; then
    line=$(line_to_type)
  elif ! can_enter; then
    if [ "$(id -u)" -eq 0 ]; then
      fail 1 "this container may not mount, so no Debian 13 root can be entered; start it with the right to (CAP_SYS_ADMIN)."
    elif [ "$(cat /proc/sys/kernel/apparmor_restrict_unprivileged_userns 2>/dev/null)" = 1 ]; then
      line='sysctl kernel.apparmor_restrict_unprivileged_userns=0'
    elif [ "$(cat /proc/sys/kernel/unprivileged_userns_clone 2>/dev/null)" = 0 ]; then
      line='sysctl kernel.unprivileged_userns_clone=1'
    else
      line='sysctl user.max_user_namespaces=65536'
    fi
  else
    line="usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)"
  fi
  if apt_is_new_enough; then
    say "Building Anyusage takes packages that are not installed here, and an administrator's rights"
    say "to install them. Type this, or have it typed:"
  else
    say "Anyusage needs GTK 4.18 and libadwaita 1.7, which this system does not have, so ./dev builds it"
    say "in a small Debian 13 system of its own. Making that needs what only an administrator may set"
    say "up here. Type this, or have it typed:"
  fi
  say ""
  if command -v sudo >/dev/null; then
    say "  sudo $line"
  else
    say "  su -c '$line'"
  fi
  say ""
  fail 1 "an administrator's help is needed; after the line above run ./dev again."
}

# On Debian, the mirrors that the host's apt uses, with our suite; elsewhere
# nothing, which leaves it to mmdebstrap.
host_mirrors ()
{
  local codename
  codename=$(. /etc/os-release 2>/dev/null && echo "${VERSION_CODENAME:-}")
  if [ "$(. /etc/os-release 2>/dev/null && echo "${ID:-}")" = debian ] && [ -n "$codename" ]; then
    apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) main|$(ORIGIN)|$(COMPONENT)' \
      'Created-By: Packages' 2>/dev/null |
      sed -n "s/ $codename\(-updates\|-security\)\{0,1\} main|Debian|main\$/ trixie\1 main/p" |
      sort -u
  fi
}

root_progress ()
{
  local total fetched unpacked set_up
  total=$(sed -n 's/^.* \([0-9]*\) newly installed.*/\1/p' "$1" | awk "{ n += \$1 } END { if (n) print n }")
  fetched=$(grep -c '^Get:' "$1")
  unpacked=$(grep -c '^Unpacking' "$1")
  set_up=$(grep -c '^Setting up' "$1")
  if [ "$set_up" -gt 0 ] || [ "$unpacked" -gt 0 ]; then
    printf 'Debian 13 root: %s of %s packages unpacked, %s set up' \
      "$unpacked" "${total:-?}" "$set_up"
  else
    printf 'Debian 13 root: fetching, %s files so far' "$fetched"
  fi
}

remove_old_roots ()
{
  local path old=()
  for path in "$cache"/root-*; do
    if [ -d "$path" ] && [ "$path" != "$root" ]; then
      old+=("$path")
    fi
  done
  if [ ${#old[@]} -gt 0 ]; then
    say "  Removing the root of an older package list: ${old[*]}"
    remove_folders "${old[@]}" || say "dev: it could not be removed wholly."
  fi
}

# What the root shows: its own system read-only, and of the host everything that
# is no part of a system, so that the person's files have the same names inside.
find_binds ()
{
  binds=()
  local path name
  for path in "$root"/usr/*; do
    case ${path##*/} in
      local|src) ;;
      *) binds+=("ro $path /usr/${path##*/}") ;;
    esac
  done
  for path in bin sbin lib lib32 lib64; do
    if [ -L "$root/$path" ]; then
      binds+=("link $(readlink "$root/$path") /$path")
    fi
  done
  binds+=("ro $root/etc /etc" "ro $root/var/lib /var/lib" "ro $root/var/cache /var/cache")
  for path in resolv.conf hosts passwd group; do
    if [ -e "$root/etc/$path" ] && [ -r "/etc/$path" ]; then
      binds+=("ro $(readlink -f "/etc/$path") /etc/$path")
    fi
  done
  binds+=("rw /dev /dev" "rw /proc /proc" "ro /sys /sys" "rw /run /run")
  for path in /* /var/tmp "$HOME" "$cache" "${XDG_CACHE_HOME:-}" "$tree"; do
    name=${path#/}
    case $name in
      ''|bin|boot|dev|etc|lib|lib[0-9x]*|lost+found|proc|run|sbin|sys|usr|var) ;;
      *)
        if [ -d "$path" ]; then
          binds+=("rw $path $path")
        fi
        ;;
    esac
  done
}

find_enter ()
{
  local bind how from to
  find_binds
  if bwrap_works; then
    enter=(bwrap --die-with-parent)
    for bind in "${binds[@]}"; do
      read -r how from to <<<"$bind"
      case $how in
        link) enter+=(--symlink "$from" "$to") ;;
        ro) enter+=(--ro-bind "$from" "$to") ;;
        rw)
          case $to in
            /dev) enter+=(--dev-bind /dev /dev) ;;
            *) enter+=(--bind "$from" "$to") ;;
          esac
          ;;
      esac
    done
    enter+=(--chdir "$PWD" --)
  else
    enter=(bash "$tree/build-aux/enter-chroot.sh" "$root" "${binds[@]}" --)
  fi
  enter+=(env)

  # What is set for the host's libraries and compilers would mislead the root's.
  local name
  for name in LD_LIBRARY_PATH LD_PRELOAD PYTHONHOME PYTHONPATH PERL5LIB GIO_EXTRA_MODULES \
    GIO_MODULE_DIR GTK_PATH GTK_IM_MODULE GDK_PIXBUF_MODULE_FILE GI_TYPELIB_PATH \
    PKG_CONFIG_PATH PKG_CONFIG_LIBDIR CC CFLAGS CPPFLAGS LDFLAGS; do
    enter+=(-u "$name")
  done
  case ${LC_ALL:-${LANG:-}} in
    C|C.*|POSIX) ;;
    *) enter+=(-u LC_ALL LANG=C.UTF-8) ;;
  esac
  enter+=(PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin)
}
