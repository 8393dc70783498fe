#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Whether a program was made with what makes it hard to take over: test-hardening.sh PROGRAM
set -u
program=$1
number=0

# has NAME PATTERN TEXT
has ()
{
  number=$((number + 1))
  if grep -qE -- "$2" <<<"$3"; then
    echo "ok $number - $1"
  else
    echo "not ok $number - $1"
  fi
}

export LC_ALL=C
header=$(readelf -W -h "$program")
segments=$(readelf -W -l "$program")
dynamic=$(readelf -W -d "$program")
symbols=$(readelf -W --dyn-syms "$program")

echo 1..8
has 'its address is random (PIE)' 'Type: *DYN' "$header"
has 'it is a program, not a library' 'FLAGS_1.*PIE' "$dynamic"
has 'relocations become read-only' GNU_RELRO "$segments"
has 'they are all made at the start' 'BIND_NOW|FLAGS.*NOW' "$dynamic"
has 'its stack cannot be run' 'GNU_STACK .* RW ' "$segments"
has 'its stack is guarded' __stack_chk_fail "$symbols"
has 'calls of the C library know the size of what they fill' '__(mem|str|stp|v?f?s?n?printf|read|realpath)[a-z]*_chk' "$symbols"
if grep -q X86-64 <<<"$header"; then
  # Calls through pointers land on endbr64 alone; objdump shows it where the program starts.
  has 'calls lead to the start of functions alone' endbr64 \
    "$(objdump -d --no-show-raw-insn -j .text "$program" 2>/dev/null | grep -m 300 endbr64 | sed -n 200p)"
else
  echo 'ok 8 - calls lead to the start of functions alone # SKIP on x86-64 only'
fi
