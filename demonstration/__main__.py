"""`python -m demonstration` writes the invented networks into data/raw; `--check` only compares."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from analysis.project import root
from demonstration.folders import all_files


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0, or 1 where `--check` finds files that differ, are missing or are too many."""
    parser = argparse.ArgumentParser(prog="python -m demonstration", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare with what is there, write nothing")
    parser.add_argument("--into", type=Path, default=root() / "data" / "raw", help="the folder (default data/raw)")
    chosen = parser.parse_args(arguments)
    files = all_files()
    if chosen.check:
        differing = differences(files, chosen.into)
        for path in differing:
            print(path)
        print(f"{len(differing)} of {len(files)} files differ from what the generator makes")
        return 1 if differing else 0
    written = write(files, chosen.into)
    print(f"{len(files)} files, {sum(map(len, files.values())) / 1e6:.1f} MB; {written} written into {chosen.into}")
    return 0


def differences(files: dict[str, bytes], folder: Path) -> list[str]:
    """Paths of generated files that are missing or other in the folder, and of files there that nobody generates."""
    networks = {path.split("/")[0] for path in files}
    there = {
        path.relative_to(folder).as_posix()
        for network in networks
        for path in (folder / network).rglob("*")
        if path.is_file()
    }
    other = {path for path, content in files.items() if path not in there or (folder / path).read_bytes() != content}
    return sorted(other | (there - files.keys()))


def write(files: dict[str, bytes], folder: Path) -> int:
    """Write what differs, remove what is generated no more; returns how many files that touched."""
    touched = differences(files, folder)
    for path in touched:
        target = folder / path
        if path in files:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(files[path])
        else:
            target.unlink()
    return len(touched)


if __name__ == "__main__":
    sys.exit(main())
