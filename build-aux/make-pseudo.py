#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the catalogue of a language that nobody speaks, for tests: “Ööpééñ”.

Arguments: TREE FILE.mo [COMMAND…]; it ends as the command that uses it. Each string has accents and is longer by two fifths, as many languages are;
placeholders and mnemonics stay. Text without accents in the window was not translated, and text
that does not fit would not fit in a real language either.
"""
import itertools
import os
import pathlib
import re
import struct
import subprocess
import sys

ACCENTS = str.maketrans("acdeghijklnorstuwyzACDEGHIJKLNORSTUWYZ", "åçđéğĥîĵķļñöŕšţûŵýžÅÇĐÉĞĤÎĴĶĻÑÖŔŠŢÛŴÝŽ")
PADDING = "öñé ţŵö ţĥŕéé föûŕ fîvé šîx šévéñ éîğĥţ "
# A placeholder, or the letter of a mnemonic: neither may get an accent.
VOWELS = re.compile(r"[aeiou]")
KEPT = re.compile(r"%(?:\d+\$)?[-#0+' ]*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:hh|h|ll|l|j|z|t)?[diouxXeEfgGcsp%]|_\w")
END = re.compile(r"[\s.:;,…?!]*$")
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
# Formats of dates, and what stands directly behind a number.
LEFT_ALONE = ("month\4", "day\4", "time\4", "number suffix\4")


def accent(text):
    return VOWELS.sub(lambda match: 2 * match.group(), text).translate(ACCENTS)


def lengthen(text):
    bare = KEPT.sub("", text)
    if not any(letter.isalpha() for letter in bare):
        return text
    end = END.search(text).start()
    out, at = [], 0
    for match in KEPT.finditer(text[:end]):
        out += [accent(text[at:match.start()]), match.group()]
        at = match.end()
    out.append(accent(text[at:end]))
    # Words with two vowels for each are about long enough.
    lacking = (2 * len(bare) + 4) // 5 - (len("".join(out)) - end)
    if lacking > 1:
        out.append(" " + "".join(itertools.islice(itertools.cycle(PADDING), lacking - 1)).rstrip())
    return "".join(out) + text[end:]


def run(*command, text=None):
    return subprocess.run(command, input=text, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=True).stdout


def read(data):
    """The pairs of a catalogue, by the format that gettext's manual describes."""
    count, originals, translations = struct.unpack_from("<3I", data, 8)
    for i in range(count):
        pair = []
        for table in (originals, translations):
            length, at = struct.unpack_from("<2I", data, table + 8 * i)
            pair.append(data[at:at + length].decode())
        yield pair


def write(path, pairs):
    pairs = sorted((key.encode(), value.encode()) for key, value in pairs)
    at = 28 + 16 * len(pairs)
    tables, texts = [[], []], b""
    for column, table in enumerate(tables):
        for pair in pairs:
            table.append(struct.pack("<2I", len(pair[column]), at + len(texts)))
            texts += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, at)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(head + b"".join(tables[0] + tables[1]) + texts)


def main():
    tree, target = map(pathlib.Path, sys.argv[1:3])
    lines = (tree / "po/POTFILES.in").read_text(encoding="utf-8").splitlines()
    files = [line for line in lines if line.startswith("src/")]
    template = run("xgettext", "--from-code=UTF-8", "--language=C", "--keyword=_", "--keyword=N_",
                   "--keyword=C_:1c,2", "--keyword=NC_:1c,2", f"--directory={tree}", "--output=-", *files)
    catalogue = run("msgfmt", "--endianness=little", "--output-file=-", "-",
                    text=run("msgen", "-", text=template))
    pairs = [("", HEADER)]
    for key, value in read(catalogue):
        if key:
            alone = key.startswith(LEFT_ALONE)
            pairs.append((key, value if alone else "\0".join(map(lengthen, value.split("\0")))))
    write(target, pairs)
    if sys.argv[3:]:
        os.execvp(sys.argv[3], sys.argv[3:])


main()
