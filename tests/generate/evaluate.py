"""Runs the instructions of a program and collects what it prints."""

from functools import cache

from library import TABLE, RAISING
from program import Function, Return
from statements import ERROR, RETURN, Flattener
from values import GONE, DictValue, Lifecycle, ListValue, OptionalValue, Raised, Ref, TupleValue

#: A program that runs longer is not wanted.
STEPS = 200_000


class TooLong(Exception):
    """The program does too much."""


class Machine:
    """Evaluates one program."""

    def __init__(self, program):
        self.lines = []
        self.steps = 0
        self.life = Lifecycle(self.call)
        self.builtins = TABLE
        self.raising = RAISING
        self.owner = {}
        for struct in program.structs:
            for function in struct.children():
                self.owner[function] = struct
        self.traits = {m.name: m for t in program.traits for m in t.methods if m.body is not None}
        self.code = cache(self._code)
        self.lambda_function = cache(self._lambda)

    def say(self, text):
        self.lines.append(text)

    def _lambda(self, e):
        return Function("lambda", e.params, e.ty, [Return(e.body)])

    def _code(self, function):
        return Flattener(self).function(function, self.owner.get(function))

    def call(self, function, given):
        """Calls a function of the program with values and references by name."""
        if function.body is None or "self" in given:
            function = self.dispatch(function, given)
        code = self.code(function)
        frame = dict(given)
        here, count = 0, code.exit
        self.drop_all(code, frame, code.entry_drops)
        while here < count:
            self.steps += 1
            if self.steps > STEPS:
                raise TooLong
            one = code.instructions[here]
            try:
                label = one.run(frame)
                to = here + 1 if label is None else code.labels[label]
            except Raised as error:
                if one.handler is None:
                    raise
                frame[ERROR] = error
                to = code.labels[one.handler]
            if one.after:
                self.drop_all(code, frame, one.after)
            dead = one.edges.get(to)
            if dead:
                self.drop_all(code, frame, dead)
            here = to
        if ERROR in frame:
            raise frame[ERROR]
        return frame[code.out] if code.out else frame.get(RETURN)

    def dispatch(self, function, given):
        """The method of the receiver's own type."""
        receiver = given.get("self")
        value = receiver.get() if isinstance(receiver, Ref) else receiver
        struct = getattr(value, "struct", None)
        if struct is None or function in self.owner:
            return function
        return next((m for m in struct.methods if m.name == function.name), self.traits.get(function.name, function))

    def drop_all(self, code, frame, paths):
        for path in paths:
            if path[0] not in frame:
                continue
            here = frame[path[0]] if path[0] in code.pointers else Ref(frame, path[0])
            for field in path[1:]:
                value = here.get()
                if value is GONE:
                    break
                here = Ref(value.fields, field)
            else:
                value = here.get()
                if value is not GONE:
                    here.set(GONE)
                    self.life.drop(value)

    def invoke(self, closure, given):
        """Calls a closure."""
        names = [p.name for p in closure.function.params]
        return self.call(closure.function, {**closure.env, **dict(zip(names, given))})

    def display(self, ty, values):
        """What a display makes."""
        if ty.name == "Tuple":
            return TupleValue(values)
        if ty.name == "Dict":
            return DictValue(zip(values[::2], values[1::2]))
        if ty.name == "Optional":
            return OptionalValue(values)
        return ListValue(values)

    def append(self, target, value):
        """`append`: the value is moved in, and a list that grows moves its elements."""
        if len(target.items) >= target.room:
            target.room = max(1, 2 * target.room)
            target.items = [self.life.move(item) for item in target.items]
        target.items.append(self.life.move(value))

    def extend(self, target, other):
        for item in other.items:
            self.append(target, item)


def evaluate(program):
    """The lines that a program prints; the last one tells of an error that left it."""
    machine = Machine(program)
    try:
        machine.call(program.entry, {})
    except Raised as error:
        machine.say(f"raised {error.args[0]}")
    return machine.lines
