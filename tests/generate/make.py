"""Makes a random well-typed program from a seed."""

import random

from make_features import Features
from make_statements import Statements, leaves
from make_values import Values
from program import BOOL, INT, STRING, Assign, Binary, Copy, Field, Function, Lit, Move, Param, Print, Program, Return, Struct
from program import Type, Var, is_integer, list_of
from scope import Scope


class Maker(Values, Statements, Features):
    """Makes one program."""

    def __init__(self, seed):
        self.seed = seed
        self.rng = random.Random(seed)
        self.names = 0
        self.prefix = f"s{seed}_"
        self.structs = {}
        self.callable = []
        self.stack = []
        #: Functions that only statements of their own call.
        self.extra = []
        self.scope = Scope()

    def program(self):
        for at in range(self.rng.randrange(0, 4)):
            struct = self.struct(at)
            self.structs[struct.name] = struct
        self.add_features()
        for struct in list(self.structs.values()):
            self.add_methods(struct)
        for at in range(self.rng.randrange(1, 5)):
            f = self.function(f"{self.prefix}f{at}")
            self.callable.append(f)
        entry = Function(f"{self.prefix}main", [], None, [], raises=True)
        self.scope = Scope(can_raise=True, may_leave=True)
        entry.body = self.statements(self.rng.randrange(6, 14))
        entry.body.append(Print([Lit(STRING, "end")]))
        structs = [*self.structs.values(), *self.managers, *self.boxes]
        return Program(self.seed, self.traits, structs, [*self.extra, *self.callable], entry)

    # --- Structs.

    def struct(self, at):
        name = f"{self.prefix}S{at}"
        kind = self.rng.choices(["trivial", "implicit", "copyable", "movable"], [1, 4, 4, 2])[0]
        fields = [("f0", INT)]
        for n in range(self.rng.randrange(0, 3)):
            fields.append((f"f{n + 1}", self.field_type(kind)))
        struct = Struct(name, fields, kind)
        if kind == "trivial":
            return struct
        if self.chance(0.8):
            self.add_deinit(struct)
            if kind != "movable" and self.chance(0.5):
                self.add_copy(struct)
            if self.chance(0.2):
                self.add_move(struct)
        if self.chance(0.5) or "move" in struct.special or any(self.moves(ty) for _, ty in fields):
            self.add_init(struct)
        return struct

    def field_type(self, kind):
        allowed = {"trivial": ["trivial"], "implicit": ["trivial", "implicit"], "copyable": ["trivial", "implicit", "copyable"]}
        inner = [s.ty for s in self.structs.values() if s.kind in allowed.get(kind, ["trivial", "implicit", "copyable", "movable"])]
        if inner and self.chance(0.5):
            return self.pick(inner)
        choices = [self.integer_type(), BOOL]
        if kind != "trivial":
            choices.append(STRING)
        if kind in ("copyable", "movable"):
            choices.append(list_of(self.pick([INT, STRING])))
        return self.pick(choices)

    def own(self, struct, name, base="self"):
        ty = dict(struct.fields)[name]
        return Field(ty, Var(struct.ty, base), name)

    def says(self, struct, word, base="self"):
        """A line that tells what happens to which value."""
        return Print([Lit(STRING, f"{word} {struct.name[len(self.prefix):]}"), self.own(struct, "f0", base)])

    def add_deinit(self, struct):
        body = [self.says(struct, "drop")]
        struct.special["deinit"] = Function("__deinit__", [Param("self", struct.ty, "deinit")], None, body)

    def add_copy(self, struct):
        body = []
        for name, ty in struct.fields:
            source = self.own(struct, name, "copy")
            if name == "f0":
                value = Binary(INT, "+", source, Lit(INT, 100))
            else:
                value = source if self.silent(ty) else Copy(ty, source)
            body.append(Assign(self.own(struct, name), value))
        body.append(self.says(struct, "copy", "copy"))
        params = [Param("self", struct.ty, "out"), Param("*", None), Param("copy", Type("Self"))]
        struct.special["copy"] = Function("__init__", params, None, body)

    def add_move(self, struct):
        body = [self.says(struct, "move", "move")]
        for name, ty in struct.fields:
            source = self.own(struct, name, "move")
            simple = is_integer(ty) or ty == BOOL
            body.append(Assign(self.own(struct, name), source if simple else Move(ty, source)))
        params = [Param("self", struct.ty, "out"), Param("*", None), Param("move", Type("Self"), "deinit")]
        struct.special["move"] = Function("__init__", params, None, body)

    def add_init(self, struct):
        struct.fieldwise = False
        params, body = [Param("self", struct.ty, "out")], []
        for name, ty in struct.fields:
            simple = is_integer(ty) or ty == BOOL
            var = not simple and (not self.silent(ty) or self.moves(ty) or self.chance(0.6))
            params.append(Param("a" + name, ty, "var" if var else ""))
            value = Var(ty, "a" + name)
            body.append(Assign(self.own(struct, name), Move(ty, value) if var else value))
        body.append(self.says(struct, "make"))
        struct.special["init"] = Function("__init__", params, None, body)

    def add_methods(self, struct):
        for at in range(self.rng.randrange(0, 3)):
            convention = "mut" if self.chance(0.4) else ""
            f = self.function(f"m{at}", [Param("self", struct.ty, convention)], size=2)
            if f.raises and self.chance(0.5):
                continue
            struct.methods.append(f)

    # --- Functions.

    def param(self, at):
        ty = self.some_type()
        kind = self.rng.random()
        convention = ""
        if kind < 0.2:
            convention = "mut"
        elif kind < 0.4 and not is_integer(ty):
            convention = "var"
        return Param(f"p{at}", ty, convention)

    def result_type(self):
        kind = self.rng.random()
        if kind < 0.5:
            return self.integer_type()
        if kind < 0.85:
            structs = [s.ty for s in self.structs.values() if not self.moves(s.ty)]
            if structs:
                return self.pick(structs)
        return self.pick([BOOL, STRING, None])

    def function(self, name, receiver=(), size=None):
        params = [*receiver, *(self.param(at) for at in range(self.rng.randrange(0, 4)))]
        f = Function(name, params, self.result_type(), [], raises=self.chance(0.3))
        self.scope = Scope(can_raise=f.raises, result=f.result)
        for p in params:
            owned = p.convention == "var"
            self.declare(p.name, p.ty, mutable=owned or p.convention == "mut", owned=owned)
        f.body = self.statements(size or self.rng.randrange(2, 6))
        if f.result is not None and not leaves(f.body):
            f.body.append(self.return_())
        return f


def make(seed):
    """The program of a seed."""
    from make_wide import FIRST, WideMaker

    return WideMaker(seed).program() if seed >= FIRST else Maker(seed).program()
