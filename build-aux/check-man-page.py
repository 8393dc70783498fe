#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that the man page names the commands and options that --help names.

Arguments: the program, the man page. No display is needed.
"""
import re
import subprocess
import sys


def main():
    program, page = sys.argv[1:]
    with open(page, encoding="utf-8") as file:
        text = file.read().replace("\\-", "-")

    def told(*arguments):
        return subprocess.run([program, *arguments, "--help"], check=True, encoding="utf-8",
                              stdout=subprocess.PIPE).stdout

    general = told()
    commands = re.findall(r"^  ([a-z][a-z-]*)(?: [^ ]+)*  +\S", general, re.MULTILINE)
    commands = [command for command in commands if command != "anyusage"]
    if not commands:
        return "--help names no command."
    options = set()
    for words in ([], *([command] for command in commands)):
        options.update(re.findall(r"--[a-z][a-z-]*", told(*words)))

    wrong = [f"The man page lacks the command {command}." for command in commands
             if not re.search(rf"^\.(?:B|BR|BI) \"?{command}\b", text, re.MULTILINE)]
    wrong += [f"The man page lacks {option}." for option in sorted(options) if option not in text]
    wrong += [f"The man page has {option}, which no --help has."
              for option in sorted(set(re.findall(r"--[a-z][a-z-]*", text)) - options)]
    return "\n".join(wrong)


sys.exit(main() or 0)
