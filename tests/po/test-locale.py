#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers and months in a locale: on a chart, in the cards' words, in a table; and in no CSV.

Arguments: LOCALE PROGRAM. What is expected is written out here, not asked of the C library again.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

THIN = "\u202f"
# Thousands' separator, decimal point, months on an axis from April to March, October in full.
EXPECTED = {
    "de_DE": (".", ",", "Apr Mai Jun Jul Aug Sep Okt Nov Dez Jan Feb Mär", "Oktober"),
    "fr_FR": (THIN, ",", "avril mai juin juil. août sept. oct. nov. déc. janv. févr. mars", "octobre"),
    "pl_PL": (THIN, ",", "kwi maj cze lip sie wrz paź lis gru sty lut mar", "październik"),
    "ar_EG": (",", ".", "أبر ماي يون يول أغس سبت أكت نوف ديس ينا فبر مار", "أكتوبر"),
    "en_US": (",", ".", "Apr May Jun Jul Aug Sep Oct Nov Dec Jan Feb Mar", "October"),
}

locale, program = sys.argv[1:]
thousands, point, axis, october = EXPECTED[locale]
count = failed = 0


def check(name, right, given):
    global count, failed
    count += 1
    failed += not right
    print(f"{'ok' if right else 'not ok'} {count} {name}")
    if not right:
        print("\n".join(f"# {line}" for line in str(given).splitlines()))


def run(*arguments):
    environment = dict(os.environ, LC_ALL=f"{locale}.UTF-8")
    return subprocess.run([program, *arguments, "--subscription", "a0XSAMPLE000001"], env=environment,
                          stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True).stdout


with tempfile.TemporaryDirectory() as folder:
    picture = pathlib.Path(folder) / "spend.svg"
    run("export", "--chart", "monthly-spend", "--output", str(picture))
    # Without the marks that keep a number's order among words that run from right to left.
    drawing = re.sub("[\u2066\u2069]", "", picture.read_text(encoding="utf-8"))
    run("dashboard", "--output", folder)
    summary = re.sub("[\u2066\u2069]", "",
                     (pathlib.Path(folder) / "summary.txt").read_text(encoding="utf-8"))

texts = [re.sub(r"<[^>]*>", "", text) for text in re.findall(r"<text.*?</text>", drawing)]
check("chart-value", f"$48{thousands}212" in texts, texts)
check("chart-months", axis in " ".join(texts), texts)
description = re.search(r"<desc>(.*?)</desc>", drawing, re.DOTALL).group(1)
check("chart-in-words", f"$58{thousands}073{point}78" in description, description)
check("cards-value", f"$48{thousands}212" in summary, summary)
check("cards-month", f"{october} 2026" in summary, summary)

table = run("query", "monthly_spend")
check("table", f"40{thousands}016{point}17" in table, table)
rows = run("query", "monthly_spend", "--format", "csv")
check("csv-is-not-of-a-locale", "2026-10-01,40016.17,8196.07,48212.24" in rows, rows)

print(f"1..{count}")
sys.exit(1 if failed else 0)
