#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the manifest as ./dev flatpak builds it: flatpak-manifest.py MANIFEST OUTPUT OPTION…

The project lies beside OUTPUT. --runtime PLATFORM SDK BRANCH takes another runtime, --archive MODULE
FILE a module's source from a file that is here, and --devel makes the variant that stands beside an
installed Anyusage. Nothing else is changed; above all not what the sandbox allows.
"""
import argparse
import hashlib
import json
import pathlib


def main():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("manifest", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--runtime", nargs=3)
    parser.add_argument("--archive", nargs=2, action="append", default=[])
    parser.add_argument("--devel", action="store_true")
    arguments = parser.parse_args()

    manifest = json.loads(arguments.manifest.read_text(encoding="utf-8"))
    modules = {module["name"]: module for module in manifest["modules"]}
    app = modules["anyusage"]
    app["sources"] = [{"type": "dir", "path": "."}]
    if arguments.runtime:
        manifest["runtime"], manifest["sdk"], manifest["runtime-version"] = arguments.runtime
    for name, path in arguments.archive:
        digest = hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()
        modules[name]["sources"] = [{"type": "archive", "path": path, "sha256": digest}]
    if arguments.devel:
        manifest["id"] += ".Devel"
        app["config-opts"] = ["-Dprofile=devel"] + [
            option for option in app["config-opts"] if not option.startswith("-Dbuildtype=")]
    arguments.output.write_text(json.dumps(manifest, indent=4) + "\n", encoding="utf-8")


main()
