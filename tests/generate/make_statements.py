"""Makes random statements and blocks."""

from dataclasses import replace

from program import BOOL, INT, STRING, Alias, Assign, Augment, Binary, Break, Builtin, Call, Continue, Copy, Display, Do, For
from program import If, Invoke, Lambda, Let, Lit, Match, Move, Nested, Pattern, Print, Raise, Range, Return, Try, Type, Var
from program import CompileFor, CompileIf, Unpack, While, With, Function, Param, is_integer, list_of, Text
from scope import Local


class Statements:
    """Blocks; `self.scope` is the scope of the block that is being made."""

    def fresh(self, kind="v"):
        self.names += 1
        return f"{kind}{self.names}"

    def declare(self, name, ty, **more):
        self.scope.locals[name] = Local(name, ty, level=self.scope.level, **more)

    def inside(self, make, **changes):
        """Makes something in an inner scope."""
        outer = self.scope
        self.scope = outer.inner(**changes)
        try:
            return make()
        finally:
            inner, self.scope = self.scope, outer
            outer.close(inner)

    def block(self, size=None, **changes):
        """Statements of an inner block."""
        return self.inside(lambda: self.statements(size or self.rng.randrange(1, 4)), **changes)

    def statements(self, count):
        found = []
        for _ in range(count):
            found += self.statement()
            if found and isinstance(found[-1], (Return, Break, Continue, Raise)):
                break
        return found

    def statement(self):
        """One statement, sometimes with what it needs before it."""
        for _ in range(20):
            saved = self.scope
            self.scope = replace(saved, locals=dict(saved.locals), moved=set(saved.moved))
            made = self.choose()
            if made is not None and not any(self.conflict(s) for s in made):
                saved.locals, saved.moved = self.scope.locals, self.scope.moved
                self.scope = saved
                return made
            self.scope = saved
        return [Print([Lit(INT, self.rng.randrange(100))])]

    def conflict(self, s):
        """Whether an expression of the statement moves or changes what it names elsewhere."""
        heads = [c for c in s.children() if not is_statement(c)]
        if isinstance(s, If):
            heads = [s.arms[0][0]]
        if isinstance(s, (For, While, Match, With)):
            heads = heads[:1]
        counts, taken = {}, set()
        for head in heads:
            for e in head.walk():
                if isinstance(e, Var):
                    counts[e.name] = counts.get(e.name, 0) + 1
                elif isinstance(e, Move):
                    taken.add(self.root(e.place))
                elif isinstance(e, Call):
                    args = ([e.owner] if e.owner is not None else []) + e.args
                    for p, a in zip(e.function.params, args):
                        if p.convention in ("mut", "ref"):
                            taken.add(self.root(a))
                elif isinstance(e, Invoke):
                    taken.update(self.scope.locals[e.name].touches if e.name in self.scope.locals else ())
        if isinstance(s, Assign) and self.root(s.place) in taken:
            return True
        return any(counts.get(name, 0) > 1 for name in taken)

    def choose(self):
        options = [
            (10, self.let), (10, self.print), (9, self.assign), (6, self.augment), (5, self.effect), (3, self.group_alias),
            (3, self.transfer), (2, self.closure), (3, self.list_change),
        ]
        options += self.features()
        if self.scope.depth < 3:
            options += [(7, self.if_), (4, self.for_range), (2, self.while_), (3, self.try_), (3, self.match), (3, self.for_list)]
        if self.scope.in_loop and self.scope.may_leave:
            options.append((2, lambda: self.leave_if(self.pick([Break, Continue])())))
        if self.scope.may_leave and self.scope.depth > 0:
            options.append((1, self.return_if))
        if self.scope.can_raise:
            options.append((1, self.raise_if))
        weights = [w for w, _ in options]
        return self.rng.choices([f for _, f in options], weights)[0]()

    # --- Locals.

    def some_type(self):
        """The type of a new local."""
        kind = self.rng.random()
        if self.structs and kind < 0.45:
            return self.pick(self.structs.values()).ty
        if kind < 0.75:
            return self.integer_type()
        if kind < 0.82:
            return BOOL
        if kind < 0.9:
            return STRING
        return self.list_type()

    def list_type(self):
        structs = [s.ty for s in self.structs.values() if not self.moves(s.ty)]
        if structs and self.chance(0.4):
            return list_of(self.pick(structs))
        return list_of(self.pick([self.integer_type(), STRING, BOOL]))

    def let(self):
        ty = self.some_type()
        value = self.value(ty, 2)
        name = self.fresh()
        annotated = self.chance(0.3) or isinstance(value, Display) or (is_integer(ty) and ty != INT)
        least = len(value.values) if isinstance(value, Display) else 0
        self.declare(name, ty, least=least)
        return [Let(name, ty, value, annotated)]

    def print(self):
        return [Print([self.printable() for _ in range(self.rng.randrange(1, 4))])]

    def assign(self):
        places = self.places(lambda t: True, mutable=True)
        if not places:
            return None
        place = self.pick(places)
        value = self.value(place.ty, 2)
        root = self.scope.locals.get(self.root(place))
        if root is None:
            return None
        if isinstance(place, Var) and root.ty.name == "List":
            if root.level != self.scope.level or not isinstance(value, Display):
                return None
            root.least = min(root.least, len(value.values))
        if not isinstance(place, Var) and place.ty.name == "List":
            return None
        if not isinstance(place, Var) and self.droppable(place.ty):
            return None
        if isinstance(place, Var) and self.droppable(place.ty) and not root.owned:
            return None
        if self.moves(place.ty) and not isinstance(value, Move):
            # Whether a result that is stored is moved, or made in place, the language leaves open.
            return None
        return [Assign(place, value)]

    def augment(self):
        places = self.places(lambda t: is_integer(t) or t == STRING, mutable=True)
        if not places:
            return None
        place = self.pick(places)
        if place.ty == STRING:
            return [Augment(place, "+", self.text(1, banned={self.root(place)}))]
        op = self.pick(["+", "-", "*", "&", "|", "^"])
        return [Augment(place, op, self.integer(place.ty, 2, banned={self.root(place)}))]

    def transfer(self):
        """`var b = a^`"""
        found = [one for one in self.scope.locals.values() if one.ty.name in self.structs or one.ty.name == "List"]
        found = [one for one in found if one in self.takeable(one.ty)]
        if not found:
            return None
        one = self.pick(found)
        self.scope.forget(one.name)
        if self.chance(0.25):
            return [Do(Move(one.ty, Var(one.ty, one.name)), discard=True)]
        name = self.fresh()
        self.declare(name, one.ty, least=one.least)
        return [Let(name, one.ty, Move(one.ty, Var(one.ty, one.name)))]

    def effect(self):
        """A call for what it does: of a function or method that changes arguments, or that gives nothing."""
        found = [f for f in self.callable if f not in self.stack and (self.scope.can_raise or not f.raises) and not f.refers]
        calls = [(f, None) for f in found]
        for ty in dict.fromkeys(m.result for s in self.structs.values() for m in s.methods if m.name[:2] != "__"):
            for mutating in (True, False):
                calls += [(m, place) for place, m in self.methods_for(ty, mutating, ())]
        if not calls:
            return None
        f, owner = self.pick(calls)
        call = self.call_of(f, 1, {self.root(owner)} if owner is not None else (), owner)
        if call is None:
            return None
        if f.result is None:
            return [Do(call)]
        # Whether a result that is thrown away dies before or after the arguments, the language leaves open.
        if self.droppable(f.result) or self.chance(0.6):
            name = self.fresh()
            self.declare(name, f.result)
            return [Let(name, f.result, call)]
        return [Do(call, discard=True)]

    def group_alias(self):
        """`ref r = place`, some statements that use it while its owner is not named, then the owner is free again."""
        places = [p for p in self.places(lambda t: True, mutable=True) if p.ty.name in self.structs or is_integer(p.ty)]
        if not places:
            return None
        place = self.pick(places)
        root, name, outer = self.root(place), self.fresh("r"), self.scope
        self.scope = outer.hidden({root})
        self.declare(name, place.ty, owned=False)
        if place.ty.name in self.structs:
            self.scope.frozen = self.scope.frozen | {name + "="}
        body = self.statements(self.rng.randrange(1, 3))
        inner, self.scope = self.scope, outer
        for moved in inner.moved:
            outer.forget(moved)
        for one in inner.locals.values():
            if one.name not in outer.locals and one.name != name and one.owned:
                outer.locals[one.name] = one
        return [Alias(name, place.ty, place), *body]

    def list_change(self):
        lists = self.places(lambda t: t.name == "List", mutable=True)
        if not lists:
            return None
        place = self.pick(lists)
        root = self.root(place)
        element = place.ty.args[0]
        kind = self.rng.random()
        if kind < 0.6:
            value = self.owned(element, 1, {root})
            call = Builtin(Type("None"), "append", [place, value])
            if isinstance(place, Var):
                self.scope.locals[root].least += 1
            return [Do(call)]
        if kind < 0.75:
            value = self.owned(element, 1, {root})
            if isinstance(place, Var):
                self.scope.locals[root].least += 1
            return [Do(Builtin(Type("None"), "insert", [place, Lit(INT, 0), value]))]
        least = self.scope.locals[root].least if isinstance(place, Var) else 0
        if least > 1 and self.scope.locals[root].level == self.scope.level and self.chance(0.7):
            self.scope.locals[root].least -= 1
            name = self.fresh()
            self.declare(name, element)
            return [Let(name, element, Builtin(element, "pop", [place]))]
        return [Do(Builtin(Type("None"), "reverse", [place]))]

    # --- Control flow.

    def if_(self):
        arms = []
        for _ in range(1 if self.chance(0.7) else 2):
            test = self.boolean()
            arms.append((test, self.block()))
        other = self.block() if self.chance(0.5) else None
        if other is not None and all(leaves(b) for _, b in arms) and leaves(other):
            other = None
        return [If(arms, other)]

    def leave_if(self, s):
        return [If([(self.boolean(2), [s])])]

    def return_if(self):
        test = self.boolean(2)
        return [If([(test, [self.inside(self.return_)])])]

    def return_(self):
        ty = self.scope.result
        for _ in range(20):
            made = Return(self.result_value(ty) if ty is not None else None)
            if not self.conflict(made):
                return made
        return Return(self.value(ty, 0))

    def result_value(self, ty):
        """What is returned: perhaps a local, moved."""
        movable = self.takeable(ty)
        if movable and self.chance(0.5) and not self.moves(ty):
            return Move(ty, Var(ty, self.pick(movable).name))
        return self.value(ty, 2)

    def raise_if(self):
        test = self.boolean(2)
        return [If([(test, [Raise([self.printable(1) for _ in range(self.rng.randrange(1, 3))])])])]

    def for_range(self):
        values = [Lit(INT, self.rng.randrange(1, 4))]
        if self.chance(0.4):
            start = self.rng.randrange(-3, 3)
            step = self.pick([1, 2, -1])
            values = [Lit(INT, start), Lit(INT, start + step * self.rng.randrange(0, 4)), Lit(INT, step)]
        name = self.fresh("i")

        def body():
            self.declare(name, INT, mutable=False, owned=False)
            return self.statements(self.rng.randrange(1, 4))

        made = self.inside(body, level=self.scope.level + 1, in_loop=True)
        other = self.block(1) if self.chance(0.15) else None
        return [For(name, INT, "", Range(Type("range"), values), made, other)]

    def for_list(self):
        lists = self.places(lambda t: t.name == "List")
        if not lists:
            return None
        place = self.pick(lists)
        element = place.ty.args[0]
        mutable = place in self.places(lambda t: t.name == "List", mutable=True) or any(
            self.root(p) == self.root(place) for p in self.places(lambda t: t.name == "List", mutable=True)
        )
        modes = [""]
        if mutable:
            modes.append("ref")
        if self.silent(element):
            modes.append("var")
        mode, name, root = self.pick(modes), self.fresh("x"), self.root(place)

        def body():
            self.scope.locals.pop(root)
            self.declare(name, element, mutable=mode != "", owned=mode == "var")
            return self.statements(self.rng.randrange(1, 4))

        return [For(name, element, mode, place, self.inside(body, level=self.scope.level + 1, in_loop=True))]

    def while_(self):
        test = self.inside(lambda: self.boolean(2), level=self.scope.level + 1)
        fuel = self.fresh("fuel")
        body = self.block(level=self.scope.level + 1, in_loop=True)
        other = self.block(1) if self.chance(0.15) else None
        return [While(test, body, fuel, self.rng.randrange(1, 5), other)]

    def try_(self):
        level = self.scope.level + 1
        name = self.fresh("e")
        catches = self.chance(0.85)
        can = self.scope.can_raise or catches
        body = self.block(self.rng.randrange(1, 4), level=level, can_raise=can)
        final = self.chance(0.4) or not catches
        if catches and not may_raise(body):
            body = [*[s for s in body if not leaves([s])], Raise([Lit(STRING, "thrown")])]
            if self.chance(0.7):
                body[-1] = If([(self.boolean(1), [body[-1]])])
        handler = other = None
        if catches:
            handler = self.block(level=level)
            handler.insert(0, Print([Lit(STRING, "caught"), Text(STRING, [Var(Type("Error"), name)])]))
            other = self.block(1, level=level) if self.chance(0.25) and not leaves(body) else None
        last = self.block(1, level=level, may_leave=False, in_loop=False, can_raise=False) if final else None
        return [Try(body, name if catches else "", handler, other, last)]

    def match(self):
        kind = self.rng.random()
        if kind < 0.7:
            ty = self.pick([INT, self.integer_type(), STRING])
            subject = self.mixed(self.value(ty, 1), ty)
            if isinstance(subject, Lit):
                return None
            seen, cases = set(), []
            for _ in range(self.rng.randrange(1, 3)):
                values = []
                for _ in range(self.rng.randrange(1, 3)):
                    value = self.pick(["", "a", "bee"]) if ty == STRING else self.rng.randrange(0, 9)
                    if value not in seen:
                        seen.add(value)
                        values.append(Lit(ty, value))
                if values:
                    cases.append((Pattern("values", ty, tuple(values)), None, self.block(2)))
            if self.chance(0.5) and ty != STRING:
                name = self.fresh("m")

                def bound():
                    self.declare(name, ty, mutable=False, owned=False)
                    return self.boolean(1), self.statements(2)

                guard, body = self.inside(bound)
                cases.append((Pattern("bind", ty, name=name), guard, body))
            cases.append((Pattern("any", ty), None, self.block(1)))
            return [Match(subject, cases)]
        return None

    # --- Functions in functions.

    def closure(self):
        """A nested function or lambda, and calls of it; what it changes is not named between them."""
        if self.chance(0.35):
            params = [Param(self.fresh("a"), self.integer_type()) for _ in range(self.rng.randrange(1, 3))]
            result = self.integer_type()
            saved, self.scope = self.scope, replace(self.scope, locals={}, can_raise=False)
            for p in params:
                self.declare(p.name, p.ty, mutable=False, owned=False)
            body = self.integer(result, 2)
            self.scope = saved
            name = self.fresh("f")
            self.declare(name, Type("function"), params=params, owned=False, mutable=False)
            return [Let(name, Type("function"), Lambda(result, params, body)), Print([self.invoke(name, params, result)])]
        outer = self.scope
        names = [one for one in outer.locals.values() if one.params is None and one.name not in outer.frozen]
        self.rng.shuffle(names)
        captures, touched = [], set()
        for one in names[: self.rng.randrange(0, 3)]:
            how = self.pick(["imm", "mut", "var"] if one.mutable else ["imm"])
            if how == "var" and (not self.silent(one.ty) or self.moves(one.ty)):
                how = "imm"
            captures.append((how, one.name))
            touched.add(one.name)
        params = [Param(self.fresh("a"), self.integer_type()) for _ in range(self.rng.randrange(0, 3))]
        result = self.integer_type()
        f = Function(self.fresh("g"), params, result, [], captures=captures)
        kept = {n: replace(outer.locals[n], mutable=how == "mut", owned=False) for how, n in captures}
        self.scope = replace(
            outer, locals=kept, level=outer.level + 1, in_loop=False, can_raise=False, result=result, depth=2,
            may_leave=True, moved=set(), frozen=frozenset(),
        )
        for p in params:
            self.declare(p.name, p.ty, mutable=False, owned=False)
        f.body = self.statements(self.rng.randrange(1, 3))
        if not leaves(f.body):
            f.body.append(Return(self.value(result, 1)))
        self.scope = outer.hidden(touched)
        found = [Nested(f)]
        for _ in range(self.rng.randrange(1, 3)):
            name = self.fresh()
            found.append(Let(name, result, self.invoke(f.name, params, result)))
            self.declare(name, result)
        inner, self.scope = self.scope, outer
        for one in inner.locals.values():
            outer.locals.setdefault(one.name, one)
        for name in inner.moved:
            outer.forget(name)
        return found

    def invoke(self, name, params, result):
        return Invoke(result, name, [self.value(p.ty, 1) for p in params], params)


def is_statement(n):
    return type(n).__module__ == "program" and type(n) in STATEMENTS


STATEMENTS = {CompileFor, CompileIf, Unpack, With, Let, Alias, Assign, Augment, Print, Do, If, While, For, Break, Continue, Return, Raise, Try, Match, Nested}


def leaves(body):
    """Whether a block never comes to its end."""
    if not body:
        return False
    last = body[-1]
    if isinstance(last, (Return, Break, Continue, Raise)):
        return True
    if isinstance(last, If) and last.other is not None:
        return all(leaves(b) for _, b in last.arms) and leaves(last.other)
    if isinstance(last, Try):
        ends = leaves(last.body) or (last.other is not None and leaves(last.other))
        return ends and (last.handler is None or leaves(last.handler))
    if isinstance(last, Match):
        return all(leaves(b) for _, _, b in last.cases)
    return False


def may_raise(body):
    """Whether something in a block can raise out of it; what an inner `try` catches does not count for certain."""
    for s in body:
        for n in s.walk():
            if isinstance(n, Raise) or (isinstance(n, Call) and n.function.raises):
                return True
    return False

