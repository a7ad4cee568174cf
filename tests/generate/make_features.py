"""Makes the constructs that need declarations of their own: traits, generic functions and structs, `with`, references that
functions return, methods that end their receiver; and the collections but for lists."""

from dataclasses import replace

from program import BOOL, INT, STRING, Assign, Assigning, Augment, Binary, Builtin, Call, Compare, Comprehension
from program import Copy, Display, Do, Field, For, Function, If, Invoke, Lambda, Let, Lit, Make, Move, Param, Print, Raise, Range
from program import Return, Struct, Text, Trait, Type, Var, With, list_of

T = Type("T")
SELF = Type("Self")
NONE = Type("None")
ERROR = Type("Error")


class Features:
    """Declarations that statements of their own use."""

    def add_features(self):
        """Some of the declarations, after the structs and before the functions."""
        self.generics, self.eaters, self.pickers, self.managers, self.boxes, self.appliers = [], [], [], [], [], []
        self.traits = []
        structs = [s for s in self.structs.values() if s.kind != "trivial"]
        if structs and self.chance(0.5):
            self.add_trait(self.rng.sample(structs, k=self.rng.randrange(1, len(structs) + 1)))
        for s in structs:
            if self.chance(0.3):
                self.add_eater(s)
        if structs and self.chance(0.4):
            self.add_picker(self.pick(structs))
        if self.chance(0.5):
            self.add_generic()
        if self.chance(0.3):
            self.add_manager()
        if self.chance(0.35):
            self.add_box()
        if self.chance(0.3):
            self.add_applier()

    def generic_function(self, name, generic, params, result, body):
        f = Function(f"{self.prefix}{name}", params, result, body, generic=generic)
        self.extra.append(f)
        return f

    # --- Traits.

    def add_trait(self, structs):
        name = f"{self.prefix}Tr"
        own = Var(SELF, "self")
        x = Var(INT, "x")
        required = Function("req", [Param("self", SELF), Param("x", INT)], INT, None)
        mine = Call(INT, required, [Binary(INT, "+", x, Lit(INT, self.rng.randrange(5)))], owner=own)
        given = Function("given", [Param("self", SELF), Param("x", INT)], INT, [Return(Binary(INT, "*", mine, Lit(INT, 3)))])
        self.traits.append(Trait(name, [required, given]))
        for s in structs:
            s.traits.append(name)
            body = [Return(Binary(INT, self.pick("+-*^"), self.own(s, "f0"), x))]
            if self.chance(0.4):
                body.insert(0, Print([Lit(STRING, "req"), x]))
            s.methods.append(Function("req", [Param("self", s.ty), Param("x", INT)], INT, body))
            if self.chance(0.3):
                body = [Return(Binary(INT, "-", x, self.own(s, "f0")))]
                s.methods.append(Function("given", [Param("self", s.ty), Param("x", INT)], INT, body))
        a = Var(T, "a")
        both = Binary(INT, "+", Call(INT, required, [x], owner=a), Call(INT, given, [Lit(INT, 2)], owner=a))
        owned = self.chance(0.4)
        f = self.generic_function(
            "through", [("T", f"{name} & Deinitable" if owned else name)],
            [Param("a", T, "var" if owned else ""), Param("x", INT)], INT, [Print([Lit(STRING, "through"), x]), Return(both)],
        )
        self.generics.append((f, [s.ty for s in structs], "call"))

    # --- Generic functions and structs.

    def add_generic(self):
        """Functions over any copyable type, and one with a value parameter."""
        a, b, c = Var(T, "a"), Var(T, "b"), Var(BOOL, "c")
        kinds = [t for t in [INT, STRING, BOOL, self.integer_type(), list_of(INT)]]
        kinds += [s.ty for s in self.structs.values() if s.kind != "movable" and not self.moves(s.ty)]
        body = [If([(c, [Return(Copy(T, a))])]), Return(Copy(T, b))]
        f = self.generic_function("either", [("T", "Copyable")], [Param("a", T), Param("b", T), Param("c", BOOL)], T, body)
        self.generics.append((f, kinds, "either"))
        body = [Print([Lit(STRING, "keep")]), Return(Move(T, a))]
        f = self.generic_function("keep", [("T", "Copyable & Deinitable")], [Param("a", T, "var")], T, body)
        self.generics.append((f, kinds, "keep"))
        n, x, total = Var(INT, "n"), Var(INT, "x"), Var(INT, "total")
        loop = For("i", INT, "", Range(Type("range"), [n]), [Augment(total, "+", Binary(INT, "^", x, Var(INT, "i")))])
        body = [Let("total", INT, Binary(INT, "*", x, n)), loop, Return(total)]
        f = self.generic_function("times", [("n", "Int")], [Param("x", INT)], INT, body)
        self.generics.append((f, [], "times"))

    def add_box(self):
        """A generic struct with a field of its parameter's type."""
        name = f"{self.prefix}Box"
        box = Struct(name, [("f0", INT), ("v", T)], "copyable", generic=[("T", "Copyable & Deinitable")])
        box.fieldwise = False
        me = Type(name, (Type("Self.T"),))
        own = lambda field, ty: Field(ty, Var(me, "self"), field)
        st = Type("Self.T")
        init = [Assign(own("f0", INT), Var(INT, "af0")), Assign(own("v", st), Move(st, Var(st, "av")))]
        box.special["init"] = Function(
            "__init__", [Param("self", me, "out"), Param("af0", INT), Param("av", st, "var")], None, init
        )
        box.fields = [("f0", INT), ("v", st)]
        if self.chance(0.7):
            body = [Print([Lit(STRING, "drop Box"), own("f0", INT)])]
            box.special["deinit"] = Function("__deinit__", [Param("self", me, "deinit")], None, body)
        get = Function("get", [Param("self", me)], st, [Return(Copy(st, own("v", st)))])
        put_body = [Augment(own("f0", INT), "+", Lit(INT, 1)), Assign(own("v", st), Move(st, Var(st, "av")))]
        put = Function("put", [Param("self", me, "mut"), Param("av", st, "var")], None, put_body)
        box.methods = [get, put]
        self.boxes.append(box)

    def use_box(self):
        box = self.boxes[0]
        kinds = [INT, STRING, self.integer_type()]
        kinds += [s.ty for s in self.structs.values() if s.kind != "movable" and not self.moves(s.ty) and not self.droppable(s.ty)]
        inner = self.pick(kinds)
        ty, name = Type(box.name, (inner,)), self.fresh("b")
        first = inner if inner.name != "Int" else INT
        value = self.typed(inner, 1)
        var = Var(ty, name)
        found = [Let(name, ty, Make(ty, box, [self.integer(INT, 1), value]))]
        found.append(Print([Field(INT, var, "f0")]))
        if self.chance(0.6):
            found.append(Do(Call(NONE, box.methods[1], [self.typed(inner, 1)], owner=var)))
        got = self.fresh()
        found.append(Let(got, first, Call(first, box.methods[0], [], owner=var)))
        self.declare(got, first)
        if self.chance(0.5):
            second = self.fresh("b")
            found.append(Let(second, ty, Copy(ty, var) if self.chance(0.5) else Move(ty, var)))
            found.append(Print([Field(INT, Var(ty, second), "f0"), Lit(STRING, "boxed")]))
        return found

    def typed(self, ty, depth):
        """A value whose type inference finds without help."""
        value = self.value(ty, depth)
        if isinstance(value, (Lit, Display)) and (ty.name == "List" or ty == STRING):
            value = Text(STRING, [value]) if ty == STRING else Copy(ty, value)
        return self.mixed(value, ty) if ty == INT else value

    def generic(self):
        """A call of a generic function."""
        f, kinds, how = self.pick(self.generics)
        name = self.fresh()
        if how == "times":
            call = Call(INT, f, [self.integer(INT, 1)], params=(Lit(INT, self.rng.randrange(0, 4)),))
            self.declare(name, INT)
            return [Let(name, INT, call)]
        ty = self.pick(kinds)
        if how == "call":
            places = self.places(lambda t: t == ty)
            arg = self.pick(places) if places and f.params[0].convention == "" else self.owned(ty, 1)
            call = Call(INT, f, [arg, self.integer(INT, 1)])
            self.declare(name, INT)
            return [Let(name, INT, call)]
        places = self.places(lambda t: t == ty)
        if not places:
            return None
        if how == "either":
            args = [self.pick(places), self.pick(places), self.boolean(1)]
        else:
            place = self.pick(places)
            args = [place if self.silent(ty) else Copy(ty, place)]
        self.declare(name, ty)
        return [Let(name, ty, Call(ty, f, args))]

    # --- Methods that end their receiver; references that are returned.

    def add_eater(self, s):
        body = [Print([Lit(STRING, "eat"), self.own(s, "f0")]), Return(Binary(INT, "*", self.own(s, "f0"), Lit(INT, 2)))]
        f = Function("eat", [Param("self", s.ty, self.pick(["deinit", "var"]))], INT, body)
        s.methods.append(f)
        self.eaters.append((s, f))

    def eat(self):
        s, f = self.pick(self.eaters)
        found = self.takeable(s.ty)
        if not found:
            return None
        one = self.pick(found)
        self.scope.forget(one.name)
        return [Print([Call(INT, f, [], owner=Move(s.ty, Var(s.ty, one.name)))])]

    def add_picker(self, s):
        body = [If([(Var(BOOL, "c"), [Return(Var(s.ty, "a"))])]), Return(Var(s.ty, "b"))]
        params = [Param("a", s.ty, "ref"), Param("b", s.ty, "ref"), Param("c", BOOL)]
        f = Function(f"{self.prefix}pick", params, s.ty, body, refers=("a", "b"))
        self.extra.append(f)
        self.pickers.append((s, f))

    def pick_one(self):
        s, f = self.pick(self.pickers)
        found = [one for one in self.scope.locals.values() if one.ty == s.ty and one.mutable and one.name not in self.scope.frozen]
        if len(found) < 2:
            return None
        a, b = self.rng.sample(found, 2)
        call = Call(s.ty, f, [Var(s.ty, a.name), Var(s.ty, b.name), self.boolean(1, {a.name, b.name})])
        place = Field(INT, call, "f0")
        if self.chance(0.5):
            return [Augment(place, self.pick("+-*"), self.integer(INT, 1, {a.name, b.name}))]
        return [Print([Lit(STRING, "picked"), place])]

    # --- `with`.

    def add_manager(self):
        name = f"{self.prefix}Guard"
        guard = Struct(name, [("f0", INT)], "movable")
        own = lambda: self.own(guard, "f0")
        param = lambda: Param("self", guard.ty)
        enter = [Print([Lit(STRING, "enter"), own()]), Return(Binary(INT, "+", own(), Lit(INT, 1)))]
        guard.methods = [
            Function("__enter__", [param()], INT, enter),
            Function("__exit__", [param()], None, [Print([Lit(STRING, "exit"), own()])]),
        ]
        if self.chance(0.6):
            body = [Print([Lit(STRING, "saw"), Var(ERROR, "e")]), Return(Compare(BOOL, [">"], [own(), Lit(INT, 5)]))]
            guard.methods.append(Function("__exit__", [param(), Param("e", ERROR)], BOOL, body))
        if self.chance(0.5):
            body = [Print([Lit(STRING, "drop Guard"), own()])]
            guard.special["deinit"] = Function("__deinit__", [Param("self", guard.ty, "deinit")], None, body)
        self.managers.append(guard)

    def with_(self):
        guard = self.managers[0]
        manager = Make(guard.ty, guard, [self.integer(INT, 1)])
        name = self.fresh("w") if self.chance(0.6) else ""

        def body():
            if name:
                self.declare(name, INT, mutable=False, owned=False)
            found = self.statements(self.rng.randrange(1, 4))
            if self.scope.can_raise and self.chance(0.5):
                found = [s for s in found if not isinstance(s, (Return, Raise))]
                found.append(If([(self.boolean(1), [Raise([Lit(STRING, "in with")])])]))
            return found

        # A manager may swallow an error, so what follows the block cannot count on it: it only prints and assigns.
        return [With(manager, name, INT, self.inside(body, level=self.scope.level + 1, may_leave=False, in_loop=False))]

    # --- Functions as arguments.

    def add_applier(self):
        call = Invoke(INT, "f", [Var(INT, "x")], [Param("x", INT)])
        body = [Return(Binary(INT, "+", call, Invoke(INT, "f", [Lit(INT, 7)], [Param("x", INT)])))]
        params = [Param("f", Type("F")), Param("x", INT)]
        f = self.generic_function("apply", [("F", "def(Int) -> Int")], params, INT, body)
        self.appliers.append(f)

    def apply(self):
        p = Param(self.fresh("a"), INT)
        saved, self.scope = self.scope, replace(self.scope, locals={}, can_raise=False)
        self.declare(p.name, INT, mutable=False, owned=False)
        body = self.integer(INT, 2)
        self.scope = saved
        lam = Lambda(INT, [p], body)
        return [Print([Call(INT, self.appliers[0], [lam, self.integer(INT, 1)])])]

    # --- Other collections, comprehensions, assignment in expressions.

    def scalar(self):
        return self.pick([INT, STRING, self.integer_type()])

    def optional(self):
        """`Optional`: made, tested, its value used."""
        inner = self.pick([INT, STRING, *(s.ty for s in self.structs.values() if not self.moves(s.ty))])
        ty, name = Type("Optional", (inner,)), self.fresh("o")
        var = Var(ty, name)
        value = Builtin(ty, "Optional", [self.typed(inner, 1)])
        found = [Let(name, ty, value)]
        use = Builtin(inner, "value", [var])
        shown = [Field(INT, use, "f0")] if inner.name in self.structs else [use]
        found.append(If([(Builtin(BOOL, "Bool", [var]), [Print([Lit(STRING, "some"), *shown])])], [Print([Lit(STRING, "none")])]))
        if self.chance(0.4) and inner.name not in self.structs:
            found.append(Print([Builtin(inner, "or_else", [var, self.typed(inner, 1)])]))
        if self.chance(0.4):
            got = self.fresh()
            found.append(Let(got, inner, Builtin(inner, "take", [var])))
            self.declare(got, inner)
            found.append(Print([Builtin(BOOL, "Bool", [var])]))
        return found

    def dictionary(self):
        """`Dict`: filled, read, looped over."""
        key, value = self.pick([INT, STRING]), self.scalar()
        ty, name = Type("Dict", (key, value)), self.fresh("d")
        var = Var(ty, name)
        pairs = []
        for at in range(self.rng.randrange(1, 4)):
            pairs += [Lit(key, at if key == INT else f"k{at}"), self.value(value, 1)]
        found = [Let(name, ty, Display(ty, pairs), True)]
        for _ in range(self.rng.randrange(0, 3)):
            at = self.rng.randrange(5)
            found.append(Do(Builtin(NONE, "set[]", [var, Lit(key, at if key == INT else f"k{at}"), self.value(value, 1)])))
        probe = Lit(key, self.rng.randrange(6)) if key == INT else Lit(STRING, f"k{self.rng.randrange(6)}")
        found.append(Print([Builtin(INT, "len", [var]), Builtin(BOOL, "in", [probe, var]), var]))
        found.append(Print([Builtin(value, "get", [var, probe, self.value(value, 0)])]))
        # In a `try`, its error would have a type of its own.
        if self.scope.can_raise and self.scope.level == 0 and self.chance(0.5):
            found.append(Print([Builtin(value, "get[]", [var, pairs[0]])]))
        item = self.fresh("k")
        found.append(For(item, key, "", var, [Print([Lit(STRING, "key"), Var(key, item)])]))
        return found

    def tuple_(self):
        parts = [self.scalar() for _ in range(self.rng.randrange(2, 4))]
        ty, name = Type("Tuple", tuple(parts)), self.fresh("t")
        values = [self.typed(p, 1) if p in (INT, STRING) else self.value(p, 1) for p in parts]
        self.declare(name, ty)
        return [Let(name, ty, Display(ty, values), self.chance(0.5))]

    def comprehension(self):
        name, item = self.fresh(), self.fresh("i")
        over = Range(Type("range"), [Lit(INT, self.rng.randrange(0, 6))])
        inner = self.scope.inner()
        saved, self.scope = self.scope, inner
        self.declare(item, INT, mutable=False, owned=False)
        ty = self.pick([INT, self.integer_type(), STRING])
        value = self.typed(ty, 1) if ty == STRING else self.mixed(self.integer(ty, 2), ty)
        test = self.boolean(1) if self.chance(0.5) else None
        self.scope = saved
        self.declare(name, list_of(ty))
        return [Let(name, list_of(ty), Comprehension(list_of(ty), value, item, over, test))]

    def walrus(self):
        """A test that assigns what it compares."""
        name = self.fresh()
        ty = self.integer_type()
        first = Let(name, ty, self.mixed(self.integer(ty, 1), ty), True)
        test = Compare(BOOL, [self.pick(["<", ">"])], [Assigning(ty, name, self.mixed(self.integer(ty, 2), ty)), self.mixed(self.literal(ty), ty)])
        self.declare(name, ty)
        body = self.block(2)
        return [first, If([(test, body)], self.block(1) if self.chance(0.4) else None), Print([Var(ty, name)])]

    def features(self):
        """Weighted makers of statements for what was declared."""
        found = [(2, self.optional), (2, self.dictionary), (2, self.tuple_), (2, self.comprehension), (2, self.walrus)]
        found += [(3, self.generic)] if self.generics else []
        found += [(4, self.eat)] if self.eaters else []
        found += [(4, self.pick_one)] if self.pickers else []
        found += [(3, self.with_)] if self.managers and self.scope.depth < 3 else []
        found += [(3, self.use_box)] if self.boxes else []
        found += [(2, self.apply)] if self.appliers else []
        return found
