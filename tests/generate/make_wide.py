"""Makes the constructs of the second family of seeds: what is run at compile time, typed errors, default, keyword and variadic
arguments, several bounds, patterns of structs and tuples, unpacking, methods that return references, more of texts."""

from make import Maker
from program import BOOL, INT, STRING, Augment, Binary, Builtin, Call, CompileFor, CompileIf, Compare, Convert, Display, Field, For
from program import Function, If, Let, Lit, Make, Match, Param, Pattern, Print, Raise, Return, Spread, Struct, Trait, Try, Type
from program import Unpack, Var, list_of

#: Seeds from here on make these programs.
FIRST = 100_000
SELF = Type("Self")
T = Type("T")


class WideMaker(Maker):
    """Makes one program of the second family."""

    def add_features(self):
        super().add_features()
        self.errors, self.raisers, self.optional_args, self.variadic, self.bounded, self.cells = [], [], [], [], [], []
        if self.chance(0.5):
            self.add_error()
        if self.chance(0.6):
            self.add_defaults()
        if self.chance(0.5):
            self.add_variadic()
        if self.traits and self.chance(0.7):
            self.add_bounds()
        for s in self.structs.values():
            if self.chance(0.4):
                self.add_cell(s)

    def program(self):
        made = super().program()
        made.structs += self.errors
        return made

    def features(self):
        found = super().features()
        found += [(3, self.unpack), (3, self.search), (2, self.match_tuple), (2, self.compile_if)]
        found += [(3, self.match_struct)] if self.structs else []
        found += [(3, self.compile_for)] if self.scope.depth < 2 else []
        found += [(4, self.catch_typed)] if self.raisers and self.scope.depth < 3 else []
        found += [(4, self.call_defaults)] if self.optional_args else []
        found += [(3, self.call_variadic)] if self.variadic else []
        found += [(4, self.call_bounded)] if self.bounded else []
        found += [(4, self.use_cell)] if self.cells else []
        return found

    def number(self, depth=1, banned=()):
        """An `Int` that is no bare literal."""
        return self.mixed(self.integer(INT, depth, banned), INT)

    # --- Compile time.

    def compile_for(self):
        name = self.fresh("c")

        def body():
            self.declare(name, INT, mutable=False, owned=False)
            return self.statements(self.rng.randrange(1, 3))

        # What is declared outside may not be moved away: there are several rounds.
        made = self.inside(body, level=self.scope.level + 1, may_leave=False, in_loop=False)
        return [CompileFor(name, self.rng.randrange(0, 4), made)]

    def compile_if(self):
        op = self.pick(["<", "==", ">"])
        left, right = self.rng.randrange(4), self.rng.randrange(4)
        # Only one of both is compiled, but what either moves away must be forgotten.
        return [CompileIf(left, op, right, self.block(2), self.block(1) if self.chance(0.5) else None)]

    # --- Errors of a type of their own.

    def add_error(self):
        name = f"{self.prefix}Err"
        error = Struct(name, [("f0", INT), ("f1", STRING)], "copyable")
        if self.chance(0.6):
            self.add_deinit(error)
        self.errors.append(error)
        x = Var(INT, "x")
        raised = Raise([Make(error.ty, error, [Binary(INT, "*", x, Lit(INT, 2)), Lit(STRING, "typed")])], typed=True)
        body = [If([(Compare(BOOL, [self.pick(["<", ">"])], [x, Lit(INT, self.rng.randrange(8))]), [raised])])]
        body.append(Return(Binary(INT, "+", x, Lit(INT, 1))))
        f = Function(f"{self.prefix}risky", [Param("x", INT)], INT, body, raises=name)
        self.extra.append(f)
        self.raisers.append(f)

    def catch_typed(self):
        f, error = self.raisers[0], self.errors[0]
        name, got = self.fresh("e"), self.fresh()

        def body():
            # What computes the argument must not raise another error.
            call = Let(got, INT, Call(INT, f, [self.number()]))
            self.declare(got, INT)
            return [call, *self.statements(self.rng.randrange(0, 2)), Print([Lit(STRING, "fine"), Var(INT, got)])]

        level = self.scope.level + 1
        made = self.inside(body, level=level, can_raise=False, may_leave=False, in_loop=False)
        e = Var(error.ty, name)
        shown = Print([Lit(STRING, "caught typed"), Field(INT, e, "f0"), Field(STRING, e, "f1")])
        handler = [shown, *self.block(1, level=level)]
        final = None
        if self.chance(0.4):
            final = self.block(1, level=level, may_leave=False, in_loop=False, can_raise=False)
        other = self.block(1, level=level) if self.chance(0.3) else None
        return [Try(made, name, handler, other, final, typed=True)]

    # --- Arguments.

    def add_defaults(self):
        a, b, c = Var(INT, "a"), Var(INT, "b"), Var(STRING, "c")
        params = [Param("a", INT), Param("b", INT, default=Lit(INT, self.rng.randrange(9)))]
        if self.chance(0.5):
            params.append(Param("*", None))
        params.append(Param("c", STRING, default=Lit(STRING, self.pick(["", "dee"]))))
        body = [Print([Lit(STRING, "defaults"), a, b, c]), Return(Binary(INT, self.pick("+-*"), a, b))]
        f = Function(f"{self.prefix}defaults", params, INT, body)
        self.extra.append(f)
        self.optional_args.append(f)

    def call_defaults(self):
        f = self.optional_args[0]
        args, names = [self.number()], [""]
        if self.chance(0.5):
            args.append(self.number())
            names.append(self.pick(["", "b"]))
        if self.chance(0.5):
            args.append(self.text(1))
            names.append("c")
            if self.chance(0.3) and len(args) == 3 and names[1] == "b":
                args[1:], names[1:] = args[:0:-1], names[:0:-1]
        name = self.fresh()
        self.declare(name, INT)
        return [Let(name, INT, Call(INT, f, args, names=tuple(names)))]

    def add_variadic(self):
        ty = self.pick([INT, STRING])
        xs, total, x = Var(list_of(ty), "xs"), Var(ty, "total"), Var(ty, "x")
        start = Lit(ty, 0) if ty == INT else Lit(STRING, "=")
        loop = For("x", ty, "", xs, [Augment(total, "+", x), Print([Lit(STRING, "one"), x])])
        body = [Let("total", ty, start, True), loop, Print([Builtin(INT, "len", [xs]), total])]
        f = Function(f"{self.prefix}many", [Param("*xs", ty)], None, body)
        self.extra.append(f)
        self.variadic.append((f, ty))

    def call_variadic(self):
        from program import Do

        f, ty = self.variadic[0]
        values = [self.number() if ty == INT else self.text(1) for _ in range(self.rng.randrange(0, 4))]
        return [Do(Call(Type("None"), f, [Spread(list_of(ty), values)]))]

    # --- Several bounds, references to parts.

    def add_bounds(self):
        first = self.traits[0]
        structs = [s for s in self.structs.values() if first.name in s.traits]
        name = f"{self.prefix}Name"
        title = Function("title", [Param("self", SELF)], STRING, [Return(Lit(STRING, "untitled"))])
        self.traits.append(Trait(name, [title]))
        for s in structs:
            s.traits.append(name)
            if self.chance(0.5):
                body = [Return(Binary(STRING, "+", Lit(STRING, "title "), Builtin(STRING, "String", [self.own(s, "f0")])))]
                s.methods.append(Function("title", [Param("self", s.ty)], STRING, body))
        required = first.methods[0]
        a = Var(T, "a")
        shown = Print([Call(STRING, title, [], owner=a), Call(INT, required, [Var(INT, "x")], owner=a)])
        params = [Param("a", T), Param("x", INT)]
        f = self.generic_function("bounded", [("T", f"{first.name} & {name}")], params, None, [shown])
        self.bounded.append((f, [s.ty for s in structs]))

    def call_bounded(self):
        from program import Do

        f, kinds = self.bounded[0]
        places = self.places(lambda t: t in kinds)
        if not places:
            return None
        return [Do(Call(Type("None"), f, [self.pick(places), self.number()]))]

    def add_cell(self, s):
        field = Field(INT, Var(s.ty, "self"), "f0")
        f = Function("cell", [Param("self", s.ty, "ref")], INT, [Return(field)], refers=("self.f0",))
        s.methods.append(f)
        self.cells.append((s, f))

    def use_cell(self):
        s, f = self.pick(self.cells)
        places = self.places(lambda t: t == s.ty, mutable=True)
        if not places:
            return None
        place = self.pick(places)
        call = Call(INT, f, [], owner=place)
        if self.chance(0.5):
            return [Augment(call, self.pick("+-^"), self.number(1, {self.root(place)}))]
        return [Print([Lit(STRING, "cell"), call])]

    # --- Patterns and unpacking.

    def match_struct(self):
        found = self.places(lambda t: t.name in self.structs)
        if not found:
            return None
        place = self.pick(found)
        struct, name = self.structs[place.ty.name], self.fresh("m")
        fixed = Pattern("values", INT, (Lit(INT, self.rng.randrange(9)), Lit(INT, self.rng.randrange(10, 20))))
        cases = [(Pattern("struct", place.ty, parts=(fixed,), struct=struct, names=("f0",)), None, self.block(1))]

        def bound():
            self.declare(name, INT, mutable=False, owned=False)
            return self.boolean(1), self.statements(1)

        guard, body = self.inside(bound, level=self.scope.level + 1)
        bind = Pattern("struct", place.ty, parts=(Pattern("bind", INT, name=name),), struct=struct, names=("f0",))
        cases.append((bind, guard if self.chance(0.5) else None, body))
        cases.append((Pattern("any", place.ty), None, self.block(1)))
        return [Match(place, cases)]

    def match_tuple(self):
        ty = Type("Tuple", (INT, STRING))
        subject, name = Display(ty, [self.number(), self.typed(STRING, 1)]), self.fresh("m")
        fixed = Pattern("values", INT, (Lit(INT, self.rng.randrange(5)),))
        word = Pattern("values", STRING, (Lit(STRING, "a"), Lit(STRING, "bee")))
        cases = [(Pattern("tuple", ty, parts=(fixed, Pattern("any", STRING))), None, self.block(1))]
        cases.append((Pattern("tuple", ty, parts=(Pattern("any", INT), word)), None, self.block(1)))

        def bound():
            self.declare(name, INT, mutable=False, owned=False)
            return self.statements(1)

        bind = Pattern("tuple", ty, parts=(Pattern("bind", INT, name=name), Pattern("any", STRING)))
        cases.append((bind, None, self.inside(bound)))
        return [Match(subject, cases)]

    def unpack(self):
        parts = [self.pick([INT, STRING, BOOL]) for _ in range(self.rng.randrange(2, 4))]
        names = [self.fresh() for _ in parts]
        values = [self.number(2) if p == INT else self.boolean(1) if p == BOOL else self.typed(p, 1) for p in parts]
        for name, part in zip(names, parts):
            self.declare(name, part)
        return [Unpack(names, Display(Type("Tuple", tuple(parts)), values))]

    # --- Texts.

    def search(self):
        texts = self.places(lambda t: t == STRING)
        if not texts:
            return None
        text, part = self.pick(texts), Lit(STRING, self.pick(["a", "e", "in", "x y", "Z"]))
        kind = self.pick(["startswith", "endswith", "find", "count", "replace", "in"])
        if kind == "replace":
            name = self.fresh()
            self.declare(name, STRING)
            return [Let(name, STRING, Builtin(STRING, "replace", [text, part, Lit(STRING, self.pick(["", "-", "ee"]))]))]
        if kind == "in":
            return [Print([Builtin(BOOL, "in", [part, text])])]
        value = Builtin(INT if kind in ("find", "count") else BOOL, kind, [text, part])
        return [Print([Lit(STRING, kind), Convert(INT, value) if kind == "find" else value])]
