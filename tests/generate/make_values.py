"""Makes random expressions."""

from program import BOOL, INT, INTEGERS, STRING, Binary, Builtin, Call, Choice, Compare, Convert, Copy, Display, Field
from program import Index, Lit, Logic, Make, Move, Part, Text, Type, Unary, Var, is_integer

WORDS = ["", "a", "bee", "x y", "Zed", "q1", "ö", "tab\t", "it's", "{}", "long enough to leave the small buffer"]
COMMON = ["Int"] * 8 + list(INTEGERS)


class Values:
    """Expressions over a scope (`self.scope`), from `self.rng`."""

    def chance(self, p):
        return self.rng.random() < p

    def pick(self, items):
        return self.rng.choice(list(items))

    def integer_type(self):
        return Type(self.pick(COMMON))

    # --- Places.

    def places(self, want, mutable=False, banned=()):
        """Places whose type satisfies `want`: locals, fields of them, elements of lists."""
        found = []
        for one in self.scope.locals.values():
            if one.name in banned or one.params is not None or (mutable and (not one.mutable or one.name in self.scope.frozen)):
                continue
            self.below(Var(one.ty, one.name), one.ty, want, found, one.least, 0)
        return found

    def below(self, place, ty, want, found, least, depth):
        if want(ty):
            found.append(place)
        struct = self.structs.get(ty.name)
        if struct is not None and depth < 2:
            for name, field in struct.fields:
                self.below(Field(field, place, name), field, want, found, 0, depth + 1)
        elif ty.name == "Tuple" and depth < 2:
            for at, part in enumerate(ty.args):
                self.below(Part(part, place, at), part, want, found, 0, depth + 1)
        elif ty.name == "List" and least and depth == 0:
            at = Lit(INT, self.rng.randrange(least))
            self.below(Index(ty.args[0], place, at), ty.args[0], want, found, 0, depth + 1)

    def root(self, place):
        while not isinstance(place, Var):
            place = place.base
        return place.name

    # --- Integers.

    def literal(self, ty):
        bits, signed = INTEGERS[ty.name]
        if self.chance(0.15):
            low = -(1 << (bits - 1)) if signed else 0
            high = (1 << (bits - 1 if signed else bits)) - 1
            edges = [high, high - 1, low + 1, high >> 1] + ([-1] if signed else [])
            value = self.pick(edges)
        else:
            value = self.rng.randrange(0, 20) if not signed or self.chance(0.7) else -self.rng.randrange(1, 9)
        return Lit(ty, value, typed=ty != INT)

    def integer(self, ty, depth=3, banned=()):
        """An expression of an integer type."""
        places = self.places(lambda t: t == ty, banned=banned)
        if depth <= 0 or self.chance(0.25):
            return self.pick(places) if places and self.chance(0.75) else self.literal(ty)
        kind = self.rng.random()
        sub = lambda: self.integer(ty, depth - 1, banned)
        if kind < 0.35:
            return Binary(ty, self.pick("+-*&|^"), self.mixed(sub(), ty), sub())
        if kind < 0.45:
            divisor = Binary(ty, "+", Binary(ty, "&", sub(), Lit(ty, 7, ty != INT)), Lit(ty, 1, ty != INT))
            if self.chance(0.5):
                divisor = Lit(ty, self.rng.randrange(1, 10), ty != INT)
            return Binary(ty, self.pick(["//", "%", "/"]), self.mixed(sub(), ty), divisor)
        if kind < 0.5:
            return Binary(ty, self.pick(["<<", ">>"]), self.mixed(sub(), ty), Binary(ty, "&", self.mixed(sub(), ty), Lit(ty, 7)))
        if kind < 0.56:
            return Unary(ty, self.pick("-~") if INTEGERS[ty.name][1] else "~", self.mixed(sub(), ty))
        if kind < 0.64:
            other = self.integer_type()
            return Convert(ty, self.mixed(self.integer(other, depth - 1, banned), other))
        if kind < 0.68 and ty == INT:
            return Convert(ty, self.boolean(depth - 1, banned))
        if kind < 0.74:
            return Choice(ty, self.boolean(depth - 1, banned), self.value_only(sub(), ty), self.value_only(sub(), ty))
        if kind < 0.79:
            return Builtin(ty, self.pick(["min", "max"]), [self.mixed(sub(), ty), self.mixed(sub(), ty)])
        if kind < 0.82 and INTEGERS[ty.name][1]:
            return Builtin(ty, "abs", [self.mixed(sub(), ty)])
        if kind < 0.86 and ty == INT:
            sized = self.places(lambda t: t.name in ("List", "Dict"), banned=banned)
            if sized:
                return Builtin(INT, "len", [self.pick(sized)])
            texts = self.places(lambda t: t == STRING, banned=banned)
            if texts:
                return Builtin(INT, "byte_length", [self.pick(texts)])
        call = self.call(ty, depth - 1, banned)
        return call or (self.pick(places) if places else Binary(ty, "+", sub(), self.literal(ty)))

    def mixed(self, e, ty):
        """An operand that is not made of bare literals of the default type alone: literals among themselves are exact."""
        return Convert(ty, e) if ty == INT and self.exact(e) else e

    def exact(self, e):
        """Whether a value is known exactly, as that of a literal is."""
        if isinstance(e, Lit):
            return not e.typed
        if isinstance(e, (Binary, Unary, Choice)):
            parts = [e.then, e.other] if isinstance(e, Choice) else list(e.children())
            return all(self.exact(p) for p in parts)
        return isinstance(e, Builtin) and e.name in ("min", "max", "abs") and all(map(self.exact, e.args))

    def value_only(self, e, ty):
        """Not a place: what a choice of two places is, the language leaves open."""
        return Binary(ty, "+", e, Lit(ty, 0, ty != INT)) if isinstance(e, (Field, Var, Index)) else self.mixed(e, ty)

    # --- Truth values and texts.

    def boolean(self, depth=3, banned=(), test=True):
        """A truth value; a `test` is never a mere literal, which would decide at once."""
        places = self.places(lambda t: t == BOOL, banned=banned)
        if depth <= 0 or self.chance(0.1):
            if places and self.chance(0.7):
                return self.pick(places)
            if depth <= 0 and not test:
                return Lit(BOOL, self.chance(0.5))
            return Compare(BOOL, [self.pick(["<", "!="])], [self.mixed(self.integer(INT, 0, banned), INT), self.literal(INT)])
        kind = self.rng.random()
        if kind < 0.5:
            ty = self.integer_type()
            count = 2 if self.chance(0.8) else 3
            values = [self.mixed(self.integer(ty, depth - 1, banned), ty) for _ in range(count)]
            ops = [self.pick(["<", "<=", ">", ">=", "==", "!="]) for _ in values[1:]]
            return Compare(BOOL, ops, values)
        if kind < 0.7:
            return Logic(BOOL, self.pick(["and", "or"]), self.boolean(depth - 1, banned), self.boolean(depth - 1, banned))
        if kind < 0.8:
            return Unary(BOOL, "not", self.boolean(depth - 1, banned))
        if kind < 0.9:
            texts = self.places(lambda t: t == STRING, banned=banned)
            if texts:
                return Compare(BOOL, [self.pick(["==", "!=", "<"])], [self.pick(texts), self.text(1, banned)])
        return self.call(BOOL, depth - 1, banned) or (self.pick(places) if places else self.boolean(0, banned))

    def text(self, depth=2, banned=()):
        places = self.places(lambda t: t == STRING, banned=banned)
        if depth <= 0 or self.chance(0.3):
            return self.pick(places) if places and self.chance(0.6) else Lit(STRING, self.pick(WORDS))
        kind = self.rng.random()
        if kind < 0.5:
            return Text(STRING, [self.printable(depth - 1, banned) for _ in range(self.rng.randrange(1, 4))])
        if kind < 0.75 and places:
            return Binary(STRING, "+", self.pick(places), self.text(depth - 1, banned))
        if kind < 0.85 and places:
            return Builtin(STRING, self.pick(["upper", "lower"]), [self.pick(places)])
        return self.call(STRING, depth - 1, banned) or Text(STRING, [self.integer(INT, 1, banned)])

    def printable(self, depth=2, banned=()):
        """Something that `print` takes."""
        kind = self.rng.random()
        if kind < 0.6:
            ty = self.integer_type()
            return self.integer(ty, depth, banned)
        if kind < 0.75:
            return self.text(depth, banned)
        if kind < 0.85:
            return self.boolean(depth, banned, test=False)
        whole = self.places(self.writable, banned=banned)
        return self.pick(whole) if whole else self.integer(INT, depth, banned)

    def writable(self, ty):
        if ty.name in ("List", "Dict", "Tuple", "Optional"):
            return all(is_integer(a) or a in (BOOL, STRING) for a in ty.args)
        return False

    # --- Calls.

    def usable(self, ty, mutating):
        """Functions that give a type, with or without an effect on arguments."""
        for f in self.callable:
            effect = any(p.convention == "mut" for p in f.params)
            if f.result == ty and effect == mutating and not f.refers and (self.scope.can_raise or not f.raises):
                if f not in self.stack:
                    yield f

    def call(self, ty, depth, banned=(), mutating=False):
        """A call of a function that gives a type, or None."""
        found = list(self.usable(ty, mutating))
        methods = self.methods_for(ty, mutating, banned)
        if methods and (not found or self.chance(0.4)):
            place, method = self.pick(methods)
            return self.call_of(method, depth, {*banned, *([self.root(place)] if mutating else [])}, owner=place)
        return self.call_of(self.pick(found), depth, banned) if found else None

    def methods_for(self, ty, mutating, banned):
        found = []
        for place in self.places(lambda t: t.name in self.structs, mutable=mutating, banned=banned):
            for m in self.structs[place.ty.name].methods:
                changes = m.params[0].convention == "mut"
                if m.result == ty and changes == mutating and m.name[:2] != "__" and (self.scope.can_raise or not m.raises):
                    if m.params[0].convention in ("", "mut"):
                        found.append((place, m))
        return found

    def call_of(self, f, depth, banned=(), owner=None):
        """A call with arguments, or None if there is nothing to pass."""
        banned = set(banned)
        params = f.params[1:] if owner is not None else f.params
        chosen = {}
        for p in params:
            if p.convention in ("mut", "ref"):
                places = self.places(lambda t, p=p: t == p.ty, mutable=True, banned=banned)
                if not places:
                    return None
                chosen[p.name] = self.pick(places)
                banned.add(self.root(chosen[p.name]))
        args = []
        for p in params:
            args.append(chosen[p.name] if p.name in chosen else self.argument(p, depth, banned))
            moved = args[-1].place if isinstance(args[-1], Move) else None
            if moved is not None:
                banned.add(self.root(moved))
        names = ()
        if len(args) > 1 and not chosen and self.chance(0.15):
            names = tuple(p.name if at == len(args) - 1 else "" for at, p in enumerate(params))
        return Call(f.result or Type("None"), f, args, owner, names=names)

    def argument(self, p, depth, banned):
        """An argument that is owned or only looked at."""
        if p.convention in ("var", "deinit"):
            return self.owned(p.ty, depth, banned)
        places = self.places(lambda t: t == p.ty, banned=banned)
        if places and (p.ty.name in self.structs or p.ty.name == "List") and self.chance(0.8):
            return self.pick(places)
        return self.value(p.ty, depth, banned)

    # --- Values of any type.

    def value(self, ty, depth=2, banned=()):
        """A value; of a type that is not copied silently, a new one or a copy."""
        if is_integer(ty):
            return self.integer(ty, depth, banned)
        if ty == BOOL:
            return self.boolean(depth, banned, test=False)
        if ty == STRING:
            return self.text(depth, banned)
        if ty.name == "List":
            count = self.rng.randrange(1, 4)
            return Display(ty, [self.value(ty.args[0], depth - 1, banned) for _ in range(count)])
        if ty.name == "Tuple":
            return Display(ty, [self.mixed(self.value(t, depth - 1, banned), t) for t in ty.args])
        struct = self.structs[ty.name]
        places = [] if struct.kind == "movable" else self.places(lambda t: t == ty, banned=banned)
        if places and self.chance(0.4) and not self.moves(ty):
            place = self.pick(places)
            return place if self.silent(ty) and self.chance(0.7) else Copy(ty, place)
        if depth > 0 and self.chance(0.35):
            call = self.call(ty, depth - 1, banned)
            if call is not None:
                return call
        return self.make(struct, depth - 1, banned)

    def make(self, struct, depth, banned=()):
        init = struct.special.get("init")
        params = init.params[1:] if init else None
        args = []
        banned = set(banned)
        for at, (_, ty) in enumerate(struct.fields):
            own = params is None or params[at].convention == "var"
            args.append(self.owned(ty, depth, banned) if own else self.value(ty, depth, banned))
            if isinstance(args[-1], Move):
                banned.add(self.root(args[-1].place))
        return Make(struct.ty, struct, args)

    def owned(self, ty, depth, banned=()):
        """A value for a `var` argument, a field or an element: perhaps a local's, moved."""
        if self.chance(0.3):
            movable = self.takeable(ty, banned)
            if movable:
                one = self.pick(movable)
                self.scope.forget(one.name)
                return Move(ty, Var(ty, one.name))
        value = self.value(ty, depth, banned)
        # When a copy that nobody asked for is made, before or after the arguments behind it, the language leaves open.
        return Copy(ty, value) if isinstance(value, (Var, Field, Index, Part)) and self.droppable(ty) else value

    def takeable(self, ty, banned=()):
        """Locals that may be moved away here."""
        return [
            one
            for one in self.scope.locals.values()
            if one.ty == ty and one.owned and one.level == self.scope.level and one.name not in banned
            and one.name not in self.scope.frozen and not is_integer(ty) and ty != BOOL
        ]

    def silent(self, ty):
        """Whether it is copied without a word in the source."""
        struct = self.structs.get(ty.name)
        return ty.name not in ("List", "Dict") and (struct is None or struct.kind in ("trivial", "implicit"))

    def moves(self, ty):
        """Whether a move of it can be seen."""
        struct = self.structs.get(ty.name)
        if struct is None:
            return any(self.moves(a) for a in ty.args)
        return "move" in struct.special or any(self.moves(t) for _, t in struct.fields)

    def droppable(self, ty):
        """Whether its end can be seen."""
        struct = self.structs.get(ty.name)
        if struct is None:
            return any(self.droppable(a) for a in ty.args)
        return "deinit" in struct.special or any(self.droppable(t) for _, t in struct.fields)
