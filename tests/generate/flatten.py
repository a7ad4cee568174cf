"""Turns a function of a program into instructions: the order of evaluation, places, copies and moves made explicit.

Operands are places as long as possible: the value of a trivial argument is read, and the copy of an argument that is
owned is made, only when all operands of the call were evaluated. So the owner lives until then and no longer.
"""

from program import BOOL, INT, Assigning, Binary, Builtin, Call, Choice, Compare, Comprehension, Convert, Copy, Display
from program import Field, Index, Invoke, Lambda, Lit, Logic, Make, Move, Part, Range, Text, Type, Unary, Var
from program import INTEGERS, is_integer, wrap
from values import GONE, Closure, ListValue, Ref, StructValue, TupleValue, arithmetic, compare, show, step
from liveness import Instruction

#: Types whose values are read, not pointed at, when they are arguments.
READ = set(INTEGERS) | {"Bool"}


class Place:
    """Where a value is: a local and steps below it. `fixed` are the steps that liveness sees."""

    def __init__(self, root, ty, steps=(), temp=False, whole=None):
        self.root = root
        self.ty = ty
        self.steps = tuple(steps)
        self.temp = temp

    def below(self, ty, kind, key):
        """A part of it; `key` is a field's name or position, or for kind "index" the local that holds it."""
        return Place(self.root, ty, (*self.steps, (kind, key)))


class Expressions:
    """Instructions of expressions. What of statements and functions is below needs, `Flattener` has."""

    def __init__(self, machine):
        self.machine = machine
        self.life = machine.life
        self.code = []
        self.labels = {}
        self.order = {}
        #: Aliases, and the paths of the locals that they keep alive.
        self.aliases = {}
        self.handlers = []
        self.count = 0

    # --- Names, labels, instructions.

    def new(self, kind="t"):
        """A local that no program has."""
        self.count += 1
        name = f"%{kind}{self.count}"
        self.declare(name)
        return name

    def declare(self, name):
        if name not in self.order:
            self.order[name] = len(self.order)

    def label(self):
        self.count += 1
        return f"L{self.count}"

    def mark(self, label):
        self.labels[label] = len(self.code)

    def emit(self, run, **more):
        """Adds an instruction; an error in it goes to the handler that is open."""
        handler = self.handlers[-1] if self.handlers else None
        if more.get("defines"):
            self.declare(more["defines"][0])
        one = Instruction(run, handler=handler if more.pop("raises", False) else None, **more)
        self.code.append(one)
        return one

    def jump(self, label):
        self.emit(lambda frame: label, targets=[label], falls=False)

    def branch(self, test, yes, no, uses=()):
        """Goes one way or the other, by a local that is a truth value."""
        self.emit(lambda frame: yes if frame[test] else no, uses=uses, targets=[yes, no], falls=False)

    # --- Places.

    def paths(self, place):
        """What a use of the place keeps alive."""
        indices = {(key,) for kind, key in place.steps if kind == "index"}
        if place.root in self.aliases:
            return (set(self.aliases[place.root]) or {(place.root,)}) | indices
        path = [place.root]
        for kind, key in place.steps:
            if kind != "field":
                break
            path.append(key)
        return {tuple(path)} | indices

    def reference(self, place):
        """A function from a frame to the reference."""
        root, steps, alias = place.root, place.steps, place.root in self.aliases or place.root in self.pointers

        def ref(frame):
            here = frame[root] if alias else Ref(frame, root)
            for kind, key in steps:
                here = step(here.get(), kind, frame[key] if kind == "index" else key)
            return here

        return ref

    def is_place(self, e):
        if isinstance(e, (Field, Index, Part)):
            return True
        if isinstance(e, Builtin) and e.name in ("value", "get[]"):
            return True
        return isinstance(e, Var) or (isinstance(e, Call) and bool(e.function.refers))

    def place(self, e):
        """The place of an expression; a value gets one of its own."""
        if isinstance(e, Var):
            return Place(e.name, e.ty)
        if isinstance(e, Field):
            return self.place(e.base).below(e.ty, "field", e.name)
        if isinstance(e, Part):
            return self.place(e.base).below(e.ty, "part", e.index)
        if isinstance(e, Builtin) and e.name == "value":
            return self.place(e.args[0]).below(e.ty, "part", 0)
        if isinstance(e, (Index, Builtin)) and (isinstance(e, Index) or e.name == "get[]"):
            base, key = (e.base, e.index) if isinstance(e, Index) else e.args
            inner = self.place(base)
            at = self.finish(self.operand(key), "own" if key.ty.name == "String" else "read")
            found = inner.below(e.ty, "index", at)
            if isinstance(e, Builtin):
                ref = self.reference(found)
                self.emit(lambda frame: ref(frame) and None, uses=self.paths(inner), raises=True)
            return found
        if isinstance(e, Call) and e.function.refers:
            return self.call(e, None)
        return Place(self.value(e), e.ty, temp=True)

    def operand(self, e):
        """An operand that is not read yet: a place, or a move out of one."""
        if isinstance(e, Move):
            return ("move", self.place(e.place))
        return ("place", self.place(e))

    def finish(self, operand, mode, into=None):
        """Reads an operand; mode "ref" points at it, "read" reads it, "own" makes it a value of its own. Gives a local."""
        how, place = operand
        ref = self.reference(place)
        mode = "ref" if mode == "mut" else mode
        if how == "place" and place.temp and not place.steps and mode != "ref":
            return place.root
        target = into or self.new("r" if mode == "ref" else "t")
        if mode == "ref":
            self.aliases[target] = self.paths(place)
            self.emit(lambda frame: frame.__setitem__(target, ref(frame)), uses=self.paths(place))
        elif how == "move":
            self.emit(lambda frame: take(frame, target, ref), moves=self.paths(place), defines=(target,))
        elif mode == "read" or trivial(place.ty):
            self.emit(lambda frame: frame.__setitem__(target, ref(frame).get()), uses=self.paths(place), defines=(target,))
        else:
            self.copying(place, target)
        return target

    def copying(self, place, target):
        """A copy that is left out at the last use of a local."""
        ref, life = self.reference(place), self.life
        whole = not place.steps and place.root not in self.aliases and place.root not in self.pointers

        def run(frame):
            if one.elide and one.elide not in one.out:
                take(frame, target, ref)
            else:
                frame[target] = life.copy(ref(frame).get())

        elide = place.root if whole else None
        one = self.emit(run, uses=self.paths(place), defines=(target,), elide=elide)

    # --- Values.

    def value(self, e, into=None):
        """Evaluates into a local that owns the value."""
        if self.is_place(e) or isinstance(e, Move):
            return self.finish(self.operand(e), "own", into)
        return getattr(self, f"value_{type(e).__name__.lower()}")(e, into or self.new())

    def result(self, target, uses, run, raises=False):
        """An instruction that computes a value from a frame."""
        self.emit(lambda frame: frame.__setitem__(target, run(frame)), uses=uses, defines=(target,), raises=raises)
        return target

    def value_lit(self, e, into):
        return self.result(into, (), lambda frame: e.value)

    def reads(self, values):
        """Operands of an operator: evaluated in order, then read."""
        operands = [self.operand(v) for v in values]
        return [self.finish(o, "read") for o in operands]

    def uses_of(self, names):
        return {path for n in names for path in (self.aliases.get(n) or {(n,)})}

    def value_binary(self, e, into):
        if e.ty.name == "String":
            names, refs = self.references([e.left, e.right])
            return self.result(into, self.uses_of(names), lambda frame: refs[0](frame) + refs[1](frame))
        a, b = self.reads([e.left, e.right])
        return self.result(into, [(a,), (b,)], lambda frame: arithmetic(e.op, frame[a], frame[b], e.ty))

    def references(self, values):
        """Operands that are pointed at: their locals, and functions that read them."""
        operands = [self.operand(v) for v in values]
        names, refs = [], []
        for how, place in operands:
            names.append(place)
            ref = self.reference(place)
            refs.append(lambda frame, ref=ref: ref(frame).get())
        for at, place in enumerate(names):
            name = self.new("u")
            self.aliases[name] = self.paths(place)
            names[at] = name
        return names, refs

    def value_unary(self, e, into):
        (a,) = self.reads([e.value])
        runs = {"-": lambda v: wrap(-v, e.ty), "~": lambda v: wrap(~v, e.ty), "not": lambda v: not v}
        return self.result(into, [(a,)], lambda frame: runs[e.op](frame[a]))

    def value_compare(self, e, into):
        if e.values[0].ty.name == "String":
            names, refs = self.references(e.values)
            op = e.ops[0]
            return self.result(into, self.uses_of(names), lambda frame: compare(op, refs[0](frame), refs[1](frame)))
        done = self.label()
        left, right = self.reads(e.values[:2])
        for at, op in enumerate(e.ops):
            if at:
                left, right = right, self.reads([e.values[at + 1]])[0]
            self.result(into, [(left,), (right,)], lambda frame, op=op, a=left, b=right: compare(op, frame[a], frame[b]))
            if at + 1 < len(e.ops):
                more = self.label()
                self.branch(into, more, done, uses=[(into,)])
                self.mark(more)
        self.mark(done)
        return into

    def value_logic(self, e, into):
        done, more = self.label(), self.label()
        self.value(e.left, into)
        self.branch(into, *((more, done) if e.op == "and" else (done, more)), uses=[(into,)])
        self.mark(more)
        self.value(e.right, into)
        self.mark(done)
        return into

    def value_choice(self, e, into):
        yes, no, done = self.label(), self.label(), self.label()
        test = self.value(e.test)
        self.branch(test, yes, no, uses=[(test,)])
        self.mark(yes)
        self.value(e.then, into)
        self.jump(done)
        self.mark(no)
        self.value(e.other, into)
        self.mark(done)
        return into

    def value_convert(self, e, into):
        (a,) = self.reads([e.value])
        return self.result(into, [(a,)], lambda frame: wrap(int(frame[a]), e.ty))

    def value_text(self, e, into):
        names, refs = self.references(e.values)
        return self.result(into, self.uses_of(names), lambda frame: "".join(show(r(frame)) for r in refs))

    def value_display(self, e, into):
        operands = [self.operand(v) for v in e.values]
        names = [self.finish(o, "own") for o in operands]
        life, machine = self.life, self.machine

        def run(frame):
            values = [life.move(frame.pop(n)) for n in names]
            return machine.display(e.ty, values)

        self.emit(lambda frame: frame.__setitem__(into, run(frame)), moves=[(n,) for n in names], defines=(into,))
        return into

    def value_copy(self, e, into):
        place = self.place(e.place)
        ref, life = self.reference(place), self.life
        return self.result(into, self.paths(place), lambda frame: life.copy(ref(frame).get()))

    def value_assigning(self, e, into):
        self.value(e.value, e.name)
        return self.result(into, [(e.name,)], lambda frame: frame[e.name])

    def value_range(self, e, into):
        names = self.reads(e.values)
        return self.result(into, self.uses_of(names), lambda frame: range(*(frame[n] for n in names)))

    def value_spread(self, e, into):
        names = [self.finish(o, "own") for o in [self.operand(v) for v in e.values]]
        return self.result(into, [(n,) for n in names], lambda frame: ListValue([frame[n] for n in names]))

    def value_comprehension(self, e, into):
        machine = self.machine
        self.result(into, (), lambda frame: ListValue())
        top, body, done = self.label(), self.label(), self.label()
        over = self.iterate(e.over, e.name, "", top, body, done)

        self.mark(body)
        if e.test is not None:
            good = self.label()
            test = self.value(e.test)
            self.branch(test, good, top, uses=[(test,)])
            self.mark(good)
        item = self.value(e.value)
        self.emit(lambda frame: machine.append(frame[into], frame.pop(item)), uses=[(into,)], moves=[(item,)])
        self.jump(top)
        self.mark(done)
        assert over
        return into

    def value_lambda(self, e, into):
        function = self.machine.lambda_function(e)
        return self.result(into, (), lambda frame: Closure(function, {}, []))

    def value_named(self, e, into):
        return self.result(into, (), lambda frame: Closure(e.function, {}, []))

    # --- Calls.

    def value_call(self, e, into):
        self.call(e, into)
        return into

    def arguments(self, params, args):
        """Evaluates arguments as the parameters want them; gives their locals."""
        operands = [self.operand(a) for a in args]
        return [self.finish(o, self.mode(p, a)) for o, p, a in zip(operands, params, args)]

    def mode(self, param, arg):
        if param.convention in ("var", "deinit"):
            return "own"
        if param.convention in ("mut", "ref"):
            return "ref"
        return "read" if trivial(param.ty) and param.name[0] != "*" else "ref"

    def call(self, e, into):
        """A call of a function of the program, into a local or as a place."""
        function = e.function
        args = ([e.owner] if e.owner is not None else []) + list(e.args)
        params = [p for p in function.params if p.name != "*" and p.convention != "out"]
        by_name = [None] * len(args)
        offset = 0 if e.owner is None else 1
        used = []
        for at in range(len(args)):
            name = e.names[at - offset] if at >= offset and e.names else ""
            used.append(next(p for p in params if p.name == name) if name else params[at])
        names = self.arguments(used, args)
        fill = [p for p in params if p not in used]
        for p in fill:
            names.append(self.finish(self.operand(p.default), self.mode(p, p.default)))
            used.append(p)
        machine = self.machine
        constants = dict(zip((n for n, _ in function.generic), e.params))
        keys = [p.name.removeprefix("*") for p in used]
        owned = [n for n, p in zip(names, used) if p.convention in ("var", "deinit")]
        assert by_name is not None

        def run(frame):
            given = {key: frame[n] for key, n in zip(keys, names)}
            given.update({k: v.value for k, v in constants.items() if hasattr(v, "value")})
            for n in owned:
                frame[n] = GONE
            return machine.call(function, given)

        uses = self.uses_of([n for n in names if n not in owned])
        if function.refers:
            target = self.new("r")
            named = [n for n, p in zip(names, used) if p.name in {r.split(".")[0] for r in function.refers}]
            self.aliases[target] = self.uses_of(named)
            self.emit(lambda frame: frame.__setitem__(target, run(frame)), uses=uses, raises=function.raises)
            return Place(target, e.ty)
        target = into or self.new()
        moves = [(n,) for n in owned]
        self.emit(
            lambda frame: frame.__setitem__(target, run(frame)), uses=uses, moves=moves, defines=(target,), raises=function.raises
        )
        return Place(target, e.ty, temp=True)

    def value_make(self, e, into):
        struct, machine, life = e.struct, self.machine, self.life
        if struct.special.get("init") is None:
            operands = [self.operand(a) for a in e.args]
            names = [self.finish(o, "own") for o in operands]

            def run(frame):
                values = [life.move(frame[n]) for n in names]
                for n in names:
                    frame[n] = GONE
                return StructValue(struct, {f: v for (f, _), v in zip(struct.fields, values)})

            self.emit(lambda frame: frame.__setitem__(into, run(frame)), moves=[(n,) for n in names], defines=(into,))
            return into
        init = struct.special["init"]
        params = init.params[1:]
        names = self.arguments(params, e.args)
        owned = [n for n, p in zip(names, params) if p.convention == "var"]

        def run_init(frame):
            given = {p.name: frame[n] for p, n in zip(params, names)}
            for n in owned:
                frame[n] = GONE
            return machine.call(init, given)

        uses = self.uses_of([n for n in names if n not in owned])
        self.emit(
            lambda frame: frame.__setitem__(into, run_init(frame)), uses=uses, moves=[(n,) for n in owned], defines=(into,),
            raises=init.raises,
        )
        return into

    def value_invoke(self, e, into):
        machine = self.machine
        name = e.name
        shape = e.params
        names = self.arguments(shape, e.args)
        owned = [n for n, p in zip(names, shape) if p.convention == "var"]
        closure = self.reference(Place(name, None))

        def run(frame):
            given = [frame[n] for n in names]
            for n in owned:
                frame[n] = GONE
            return machine.invoke(closure(frame).get(), given)

        uses = self.uses_of([n for n in names if n not in owned]) | self.paths(Place(name, None))
        captured = self.captured.get(name, set())
        self.emit(
            lambda frame: frame.__setitem__(into, run(frame)), uses=uses | captured, moves=[(n,) for n in owned],
            defines=(into,), raises=e.raises,
        )
        return into

    def value_builtin(self, e, into):
        machine = self.machine
        modes, run = machine.builtins[e.name]
        modes = modes if not callable(modes) else modes(e)
        operands = [self.operand(a) for a in e.args]
        full = [*modes, *([modes[-1]] * (len(operands) - len(modes)))]
        names = [self.finish(o, "read" if m == "ref" and trivial(o[1].ty) else m) for o, m in zip(operands, full)]
        owned = [n for n, m in zip(names, full) if m == "own"]

        def call(frame):
            given = [frame[n] for n in names]
            for n in owned:
                frame[n] = GONE
            return run(machine, e, *(g.get() if isinstance(g, Ref) and m != "mut" else g for g, m in zip(given, full)))

        uses = self.uses_of([n for n in names if n not in owned])
        self.emit(
            lambda frame: frame.__setitem__(into, call(frame)), uses=uses, moves=[(n,) for n in owned], defines=(into,),
            raises=e.name in machine.raising,
        )
        return into


def trivial(ty):
    return ty is not None and ty.name in READ


def take(frame, target, ref):
    """Moves without a word."""
    here = ref(frame)
    frame[target] = here.get()
    if not (here.container is frame and here.key == target):
        here.set(GONE)

