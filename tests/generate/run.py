"""Runs generated programs: `python tests/generate/run.py --seeds 1000:2000`.

Each seed gives a program, the lines that the evaluation says it prints, and the lines that the built module prints.
Failing seeds are listed by kind: "check" (rejected), "rustc" (the generated Rust was), "build", "died", "output".
`--minimise` makes each failing program small; `--reference MOJO` runs the programs with the reference instead, and
`--record FILE` notes those on whose output the reference and the evaluation agree (`records.txt`: a line each with the
seed and what `fingerprint` makes of text and output); `--show SEED` prints a program and its evaluation.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import batch
import minimise
from evaluate import TooLong, evaluate
from make import make
from render import render

ROOT = Path(__file__).resolve().parent.parent.parent


def programs(seeds):
    """Programs with their expected lines; those that run too long are left out."""
    found = []
    for seed in seeds:
        program = make(seed)
        try:
            found.append((program, evaluate(program)))
        except (TooLong, RecursionError, TypeError, AttributeError):
            continue
    return found


def kind(complaint):
    """The kind of a build's failure."""
    if "E0999" in complaint:
        return "rustc"
    if "error[" in complaint or "error:" in complaint:
        return "check"
    return "build"


def failures(cases, build, folder, python=sys.executable):
    """Seed, kind and detail of each program that fails; a module that is not built is halved until the culprits are found."""
    outcome = batch.attempt([p for p, _ in cases], build, folder, python)
    if outcome.failed:
        if len(cases) == 1:
            return [(cases[0][0].seed, kind(outcome.failed), outcome.failed)]
        middle = len(cases) // 2
        return failures(cases[:middle], build, folder, python) + failures(cases[middle:], build, folder, python)
    found = []
    for program, expected in cases:
        lines = outcome.lines.get(program.seed, ["did not run"])
        if lines != expected:
            found.append((program.seed, *difference(expected, lines)))
    return found


def difference(expected, lines):
    """The kind and the first place of a difference."""
    if lines and lines[-1].startswith(("died", "did not run")):
        return "died", lines[-1]
    at = next((n for n, (a, b) in enumerate(zip(expected, lines)) if a != b), min(len(expected), len(lines)))
    show = lambda some: "\n    ".join(some[max(0, at - 2) : at + 5])
    return "output", f"line {at + 1}\n  expected\n    {show(expected)}\n  found\n    {show(lines)}"


def fingerprint(program, lines):
    """What stands for the text and the output of a program in a record."""
    parts = (render(program), "\n".join(lines))
    return " ".join(hashlib.sha256(part.encode()).hexdigest()[:16] for part in parts)


def numbers(text):
    """The seeds that `1:4,9` names."""
    found = []
    for part in text.split(","):
        first, _, end = part.partition(":")
        found += range(int(first), int(end or int(first) + 1))
    return found


def environment():
    """The variables of a build."""
    return {**os.environ, "MOJOXIDE_TEST": "1"}


def main():
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="0:100", help="FIRST:END, or numbers and such ranges between commas")
    parser.add_argument("--batch", type=int, default=50, help="programs in a module")
    parser.add_argument("--compiler", default=str(ROOT / "target/debug/mojoxide"))
    parser.add_argument("--reference", help="the reference's program; runs the programs with it")
    parser.add_argument("--python", default=sys.executable, help="the interpreter that imports the modules")
    parser.add_argument("--minimise", action="store_true")
    parser.add_argument("--record", help="with --reference: the file to write")
    parser.add_argument("--show", type=int)
    args = parser.parse_args()
    if args.show is not None:
        program = make(args.show)
        print(render(program), "\n".join(evaluate(program)), sep="\n# prints\n")
        return 0
    seeds = numbers(args.seeds)
    build = batch.reference(args.reference) if args.reference else batch.mojoxide(args.compiler, environment())
    ran, found, records = 0, [], []
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, len(seeds), args.batch):
            cases = programs(seeds[start : start + args.batch])
            ran += len(cases)
            before = len(found)
            for seed, what, detail in failures(cases, build, Path(folder) / str(start), args.python):
                found.append(seed)
                print(f"seed {seed}: {what}: {detail}", flush=True)
                if args.minimise:
                    small = minimise.minimise(make(seed), what, build, Path(folder) / "small", args.python)
                    print(render(small), flush=True)
            records += [f"{p.seed} {fingerprint(p, lines)}" for p, lines in cases if p.seed not in found[before:]]
            if args.record:
                version = subprocess.run([args.reference, "--version"], capture_output=True, text=True).stdout.strip()
                Path(args.record).write_text("\n".join([f"# {version}", *records]) + "\n")
    print(f"{ran} programs, {len(found)} fail: {' '.join(map(str, found))}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
