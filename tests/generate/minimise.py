"""Makes a failing program small: leaves out statements, arms and functions while it fails in the same way."""

import copy

import batch
from evaluate import evaluate
from make_statements import is_statement


def blocks(program):
    """Every list of statements in a program, and its functions, structs and methods."""
    found = [program.functions, *(s.methods for s in program.structs), program.structs]
    seen = set()

    def look(n):
        if id(n) in seen:
            return
        seen.add(id(n))
        for value in vars(n).values():
            for one in value if isinstance(value, (list, tuple)) else [value]:
                for part in one if isinstance(one, tuple) else [one]:
                    if isinstance(part, list) and part and hasattr(part[0], "walk"):
                        found.extend([part] if is_statement(part[0]) else [])
                        for inner in part:
                            look(inner)
                    elif hasattr(part, "walk"):
                        look(part)
            if isinstance(value, list) and value and is_statement(value[0]):
                found.append(value)

    for f in [program.entry, *program.functions, *program.structs]:
        look(f)
    return found


def fails(program, what, build, folder, python):
    """Whether a program still fails in the same way."""
    try:
        expected = evaluate(program)
    except Exception:
        # It is no program any more: a name is gone that it uses.
        return False
    outcome = batch.attempt([program], build, folder, python)
    if outcome.failed:
        rustc = "E0999" in outcome.failed
        return what == ("rustc" if rustc else "check")
    lines = outcome.lines.get(program.seed, [])
    died = bool(lines) and lines[-1].startswith("died")
    return lines != expected and what == ("died" if died else "output")


def minimise(program, what, build, folder, python):
    """A smaller program that fails in the same way; pieces are left out from large to small."""
    changed = True
    while changed:
        changed = False
        for at in range(len(blocks(program))):
            size = None
            start = 0
            while True:
                here = blocks(program)
                if at >= len(here) or not here[at]:
                    break
                size = min(size or len(here[at]), len(here[at]))
                if start >= len(here[at]):
                    if size == 1:
                        break
                    size, start = max(1, size // 2), 0
                    continue
                smaller = copy.deepcopy(program)
                del blocks(smaller)[at][start : start + size]
                if fails(smaller, what, build, folder, python):
                    program, changed = smaller, True
                else:
                    start += size
    return program
