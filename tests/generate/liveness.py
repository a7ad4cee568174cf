"""Where values die: liveness over the instructions of a function, for locals and for fields that are filled again.

A local dies after the last instruction that uses it or a part of it. A field that is filled again later dies before
that, after its own last use. An instruction's deaths come in two groups: what it used and nothing uses later dies
right after it, on every way out; what only another way out needs dies on the way. In a group, the newest dies first.
"""


class Instruction:
    """One step: `run(frame)` does it and gives the next label, or None for the next instruction."""

    __slots__ = ("run", "uses", "defines", "moves", "targets", "falls", "handler", "elide", "after", "edges", "out")

    def __init__(self, run, uses=(), defines=None, moves=(), targets=(), falls=True, handler=None, elide=None):
        self.run = run
        self.uses = set(uses)
        self.defines = defines
        self.moves = set(moves)
        self.targets = tuple(targets)
        self.falls = falls
        self.handler = handler
        #: The local whose last use this may be; the copy is left out then.
        self.elide = elide
        self.after = []
        self.edges = {}
        self.out = frozenset()


class Code:
    """A function as instructions, with the deaths on every way."""

    def __init__(self, instructions, labels, order, kept, apart, entry, borrowed):
        #: kept: locals that live at the end (results, `mut` arguments); apart: whose fields die one by one.
        self.instructions = instructions
        self.labels = labels
        self.order = order
        self.kept = frozenset(kept)
        self.apart = frozenset(apart)
        #: Locals whose values are others': they never die here.
        self.borrowed = frozenset(borrowed)
        self.exit = len(instructions)
        self.entry_drops = []
        self.successors = [self._successors(at) for at in range(self.exit)]
        self._locals(entry)
        self._fields(entry)

    def _successors(self, at):
        """Pairs of an instruction's number and whether an error leads there."""
        one = self.instructions[at]
        found = [(at + 1, False)] if one.falls else []
        found += [(self.labels[t], False) for t in one.targets]
        if one.handler is not None:
            found.append((self.labels[one.handler], True))
        return found

    def _solve(self, gen, kill, at_exit, extra):
        """Backward liveness: the sets before each instruction. `extra(at, to)` is used on a way."""
        before = [frozenset()] * (self.exit + 1)
        before[self.exit] = frozenset(at_exit)
        out = [frozenset()] * self.exit
        changed = True
        while changed:
            changed = False
            for at in range(self.exit - 1, -1, -1):
                normal, error = set(), set()
                for to, is_error in self.successors[at]:
                    (error if is_error else normal).update(before[to] | extra(at, to))
                out[at] = frozenset(normal | error)
                new = frozenset(gen[at] | (normal - kill[at]) | error)
                if new != before[at]:
                    before[at] = new
                    changed = True
        return before, out

    def _newest_first(self, names):
        return sorted(names, key=lambda n: -self.order[n])

    def _locals(self, entry):
        """Deaths of whole locals."""
        never = self.apart | self.borrowed
        gen, kill = [], []
        for one in self.instructions:
            gen.append({path[0] for path in one.uses})
            kill.append(set())
            if one.defines:
                if len(one.defines) == 1:
                    kill[-1].add(one.defines[0])
                else:
                    gen[-1].add(one.defines[0])
            gen[-1] |= {path[0] for path in one.moves}
        before, out = self._solve(gen, kill, self.kept, lambda at, to: frozenset())
        for at, one in enumerate(self.instructions):
            one.out = out[at]
            touched = gen[at] | kill[at]
            moved = {path[0] for path in one.moves if len(path) == 1}
            if one.elide and one.elide not in out[at]:
                moved.add(one.elide)
            one.after = [(n,) for n in self._newest_first(touched - out[at] - moved - never)]
            for to, _ in self.successors[at]:
                dead = out[at] - before[to] - never
                one.edges[to] = [(n,) for n in self._newest_first(dead)]
        owned = set(entry) - never
        self.entry_drops = [(n,) for n in self._newest_first(owned - before[0])]

    def _fields(self, entry):
        """Deaths of fields that are assigned, and of the fields of what is taken apart."""
        units = {one.defines for one in self.instructions if one.defines and len(one.defines) > 1}
        units |= {(name, field) for name in self.apart for field in entry[name]}
        for unit in sorted(units):
            self._field(unit, entry)

    def _field(self, unit, entry):
        root = unit[0]
        gen, kill = [], []
        for one in self.instructions:
            touches = {p for p in one.uses | one.moves if p[: len(unit)] == unit or unit[: len(p)] == p}
            inner = one.defines and len(one.defines) > len(unit) and one.defines[: len(unit)] == unit
            gen.append({unit} if touches or inner else set())
            covers = one.defines and unit[: len(one.defines)] == one.defines
            kill.append({unit} if covers else set())
        died = [(root,) in one.after for one in self.instructions]

        def extra(at, to):
            if died[at] or (root,) in self.instructions[at].edges.get(to, ()):
                return frozenset({unit})
            return frozenset()

        at_exit = {unit} if root in self.kept and root not in self.apart else set()
        before, out = self._solve(gen, kill, at_exit, extra)
        for at, one in enumerate(self.instructions):
            moved = unit in one.moves
            touched = gen[at] or kill[at]
            if touched and unit not in out[at] and not moved and not died[at]:
                one.after.append(unit)
            for to, _ in self.successors[at]:
                if unit in out[at] and unit not in before[to] and (root,) not in one.edges[to] and not died[at]:
                    one.edges[to].append(unit)
        if root in entry and unit not in before[0] and (root,) not in self.entry_drops:
            self.entry_drops.append(unit)
