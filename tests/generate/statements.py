"""Instructions of statements and of whole functions."""

from dataclasses import replace

from flatten import Expressions, Place, take, trivial
from liveness import Code
from program import list_of, BOOL, Break, Continue, Copy, Call, Index, Make, Move, Range, Return, Var
from values import GONE, Closure, DictValue, Raised, Ref, StructValue, arithmetic, compare, show

RETURN, ERROR = "%return", "%error"
EXIT = "exit"


class Flattener(Expressions):
    """Instructions of one function."""

    def __init__(self, machine):
        super().__init__(machine)
        #: Locals that hold a reference whose owner is the caller's.
        self.pointers = set()
        #: What a closure captured by reference, by its name.
        self.captured = {}
        #: Enclosing loops, `finally` and `with`, innermost last.
        self.contexts = []

    def function(self, f, owner=None):
        """The code of a function; `owner` is the struct of a special method."""
        self.declare(RETURN)
        kept, apart, entry, borrowed = {RETURN}, set(), {}, set()
        self.refers = bool(f.refers)
        out = None
        for p in f.params:
            if p.name == "*":
                continue
            p = replace(p, name=p.name[1:], ty=list_of(p.ty)) if p.name[0] == "*" else p
            self.declare(p.name)
            if p.convention == "out":
                out = p.name
                kept.add(p.name)
                if owner is not None:
                    self.emit(lambda frame: frame.__setitem__(out, blank(owner)), defines=(out,))
                continue
            pointer = p.convention in ("mut", "ref") or (p.convention == "" and not trivial(p.ty))
            if pointer:
                self.pointers.add(p.name)
            if p.convention == "mut":
                kept.add(p.name)
            elif pointer:
                borrowed.add(p.name)
            if p.convention == "deinit":
                apart.add(p.name)
            if p.convention in ("mut", "var", "deinit"):
                entry[p.name] = [n for n, _ in owner.fields] if owner is not None and p.convention == "deinit" else []
        for name, _ in f.generic:
            self.declare(name)
            borrowed.add(name)
        for _, name in f.captures or []:
            self.declare(name)
            self.pointers.add(name)
            borrowed.add(name)
        self.handlers = [EXIT]
        self.block(f.body)
        self.mark(EXIT)
        code = Code(self.code, self.labels, self.order, kept, apart, entry, borrowed)
        code.out, code.pointers = out, self.pointers
        return code

    def block(self, statements):
        for s in statements or []:
            getattr(self, f"do_{type(s).__name__.lower()}")(s)

    # --- Simple statements.

    def do_let(self, s):
        if s.value is not None and isinstance(s.value, Move):
            self.moving(s.value, s.name)
        elif s.value is not None:
            self.value(s.value, s.name)
        self.declare(s.name)

    def moving(self, e, name):
        """`var name = place^`: a move that the program can see."""
        place = self.place(e.place)
        ref, life = self.reference(place), self.life

        def run(frame):
            here = ref(frame)
            value = here.get()
            here.set(GONE)
            frame[name] = life.move(value)

        self.emit(run, moves=self.paths(place), defines=(name,))

    def do_alias(self, s):
        place = self.place(s.place)
        ref = self.reference(place)
        self.aliases[s.name] = self.paths(place)
        self.emit(lambda frame: frame.__setitem__(s.name, ref(frame)), uses=self.paths(place))

    def do_assign(self, s):
        target = self.place(s.place)
        path = self.paths(target)
        element = any(kind != "field" for kind, _ in target.steps) or target.root in self.aliases
        ref, life = self.reference(target), self.life
        direct = isinstance(s.value, (Make, Call)) and not getattr(s.value, "function", s.value.ty) is None
        if element and not trivial(s.place.ty):
            self.element(s, path, ref, direct)
            return
        if isinstance(s.value, Move):
            source = self.place(s.value.place)
            origin = self.reference(source)

            def run(frame):
                here = origin(frame)
                value = here.get()
                here.set(GONE)
                store(ref(frame), life.move(value), life)

            self.emit(run, moves=self.paths(source), defines=self.defined(target, path))
            return
        name = self.value(s.value)
        self.emit(
            lambda frame: store(ref(frame), frame.pop(name), life), moves=[(name,)], uses=path if element else (),
            defines=self.defined(target, path),
        )

    def defined(self, target, path):
        """The path that a store fills, if liveness can see it."""
        if target.root in self.aliases or any(kind != "field" for kind, _ in target.steps):
            return None
        return next(iter(path))

    def element(self, s, path, ref, direct):
        """A store into an element: the old value dies before the call whose result is put there, if nothing forbids it."""
        life = self.life

        def end(frame):
            here = ref(frame)
            old = here.get()
            here.set(GONE)
            life.drop(old)

        if not direct or getattr(getattr(s.value, "function", None), "raises", False):
            name = self.value(s.value)
            self.emit(lambda frame: store(ref(frame), frame.pop(name), life), moves=[(name,)], uses=path)
            return
        before = len(self.code)
        name = self.value(s.value)
        last = self.code[-1]
        if not any(p[0] == q[0] for p in path for q in last.uses):
            made = self.code.pop()
            self.emit(end, uses=path)
            self.code.append(made)
        assert before < len(self.code)
        self.emit(lambda frame: store(ref(frame), frame.pop(name), life), moves=[(name,)], uses=path)

    def do_augment(self, s):
        place = self.place(s.place)
        ref = self.reference(place)
        paths = self.paths(place)
        if s.place.ty.name == "String":
            (name,), (read,) = self.references([s.value])
            self.emit(lambda frame: ref(frame).set(ref(frame).get() + read(frame)), uses=paths | self.uses_of([name]))
            return
        if s.place.ty.name == "List":
            name = self.value(s.value)
            machine = self.machine
            self.emit(lambda frame: machine.extend(ref(frame).get(), frame.pop(name)), uses=paths, moves=[(name,)])
            return
        (b,) = self.reads([s.value])
        ty = s.place.ty
        self.emit(lambda frame: ref(frame).set(arithmetic(s.op, ref(frame).get(), frame[b], ty)), uses=[*paths, (b,)])

    def do_print(self, s):
        names, refs = self.references(s.values)
        say = self.machine.say
        self.emit(lambda frame: say(" ".join(show(r(frame)) for r in refs)), uses=self.uses_of(names))

    def do_do(self, s):
        if isinstance(s.value, Move):
            target = self.new()
            ref = self.reference(self.place(s.value.place))
            self.emit(lambda frame: take(frame, target, ref), moves=self.paths(self.place(s.value.place)), defines=(target,))
        elif self.is_place(s.value):
            self.place(s.value)
        elif s.discard:
            self.value(s.value)
        else:
            # Unlike one that is discarded by name, it dies before what it was made from.
            self.count += 1
            self.value(s.value, f"%d{self.count}")

    def do_unpack(self, s):
        value = self.value(s.value)
        for at, name in enumerate(s.names):
            self.result(name, [(value,)], lambda frame, at=at: frame[value].items[at])

    def do_compilefor(self, s):
        for at in range(s.count):
            self.result(s.name, (), lambda frame, at=at: at)
            self.block(s.body)

    def do_compileif(self, s):
        self.block(s.body if compare(s.op, s.left, s.right) else s.other)

    def do_pass(self, s):
        pass

    def do_return(self, s):
        if s.value is not None and self.refers:
            place = self.place(s.value)
            ref = self.reference(place)
            self.emit(lambda frame: frame.__setitem__(RETURN, ref(frame)), uses=self.paths(place), defines=(RETURN,))
        elif s.value is not None:
            self.value(s.value, RETURN)
        self.leave(0)
        self.jump(EXIT)

    def do_raise(self, s):
        handler = self.handlers[-1]
        if s.again:
            self.emit(lambda frame: rethrow(frame, s.again, handler), uses=[(s.again,)], targets=[handler], falls=False)
            return
        if s.typed:
            value = self.value(s.values[0])

            def raise_(frame):
                frame[ERROR] = Raised(frame.pop(value))
                return handler

            self.emit(raise_, moves=[(value,)], targets=[handler], falls=False)
            return
        names, refs = self.references(s.values)

        def run(frame):
            frame[ERROR] = Raised("".join(show(r(frame)) for r in refs))
            return handler

        self.emit(run, uses=self.uses_of(names), targets=[handler], falls=False)

    # --- Control flow.

    def do_if(self, s):
        done = self.label()
        for test, body in s.arms:
            yes, no = self.label(), self.label()
            name = self.value(test)
            self.branch(name, yes, no, uses=[(name,)])
            self.mark(yes)
            self.block(body)
            self.jump(done)
            self.mark(no)
        self.block(s.other)
        self.mark(done)

    def loop(self, body, top, done):
        self.contexts.append(("loop", top, done))
        self.block(body)
        self.contexts.pop()
        self.jump(top)

    def do_while(self, s):
        top, more, body, ended, done = (self.label() for _ in range(5))
        fuel = s.fuel
        self.result(fuel, (), lambda frame: s.limit)
        self.mark(top)
        test = self.result(self.new(), [(fuel,)], lambda frame: frame[fuel] > 0)
        self.branch(test, more, ended, uses=[(test,)])
        self.mark(more)
        test = self.value(s.test)
        self.branch(test, body, ended, uses=[(test,)])
        self.mark(body)
        self.result(fuel, [(fuel,)], lambda frame: frame[fuel] - 1)
        self.loop(s.body, top, done)
        self.mark(ended)
        self.block(s.other)
        self.mark(done)

    def do_for(self, s):
        top, body, ended, done = (self.label() for _ in range(4))
        self.iterate(s.over, s.name, s.mode, top, body, ended)
        self.mark(body)
        if self.per_round is not None:
            self.per_round()
        self.loop(s.body, top, done)
        self.mark(ended)
        self.block(s.other)
        self.mark(done)

    def iterate(self, over, name, mode, top, body, ended):
        """The head of a loop over a range, a list or a dict: goes to `body` with `name` bound, or to `ended`."""
        self.per_round = None
        at = self.new()
        if isinstance(over, Range):
            source = self.value(over)
            self.result(at, (), lambda frame: 0)
            self.mark(top)

            def count(frame):
                if frame[at] >= len(frame[source]):
                    return ended
                frame[name] = frame[source][frame[at]]
                frame[at] += 1
                return body

            self.emit(count, uses=[(source,), (at,)], defines=(name,), targets=[body, ended], falls=False)
            self.declare(name)
            return True
        source = self.finish(self.operand(over), "ref")
        owners = self.uses_of([source])
        self.result(at, (), lambda frame: 0)
        item = self.new("r") if mode == "var" else name
        self.aliases[item] = owners
        self.mark(top)

        def advance(frame):
            whole = frame[source].get()
            keys = list(whole.items) if isinstance(whole, DictValue) else None
            if frame[at] >= len(whole.items):
                return ended
            frame[item] = Ref([keys[frame[at]]], 0) if keys is not None else Ref(whole.items, frame[at])
            frame[at] += 1
            return body

        self.emit(advance, uses=[*owners, (at,)], targets=[body, ended], falls=False)
        if mode == "var":
            self.declare(name)
            self.per_round = lambda: self.copying(Place(item, None), name)
        return True

    def leave(self, depth):
        """What `finally` and `with` do when control leaves the contexts above `depth`."""
        contexts, handlers = self.contexts, self.handlers
        for at in range(len(contexts) - 1, depth - 1, -1):
            kind = contexts[at]
            if kind[0] == "finally":
                self.contexts, self.handlers = contexts[:at], handlers[: kind[2]]
                self.block(kind[1])
            elif kind[0] == "with":
                self.contexts, self.handlers = contexts[:at], handlers[: kind[2]]
                kind[1]()
        self.contexts, self.handlers = contexts, handlers

    def innermost(self):
        return max(at for at, kind in enumerate(self.contexts) if kind[0] == "loop")

    def do_break(self, s):
        at = self.innermost()
        self.leave(at + 1)
        self.jump(self.contexts[at][2])

    def do_continue(self, s):
        at = self.innermost()
        self.leave(at + 1)
        self.jump(self.contexts[at][1])

    def do_try(self, s):
        after, failed = self.label(), self.label()
        if s.final is not None:
            self.contexts.append(("finally", s.final, len(self.handlers)))
            self.handlers = [*self.handlers, failed]
        if s.handler is not None:
            handler, end = self.label(), self.label()
            self.handlers = [*self.handlers, handler]
            self.block(s.body)
            self.handlers = self.handlers[:-1]
            self.block(s.other)
            self.jump(end)
            self.mark(handler)
            if s.name:
                self.declare(s.name)
                caught = (lambda e: e.args[0]) if s.typed else (lambda e: e)
                self.emit(lambda frame: frame.__setitem__(s.name, caught(frame.pop(ERROR))), defines=(s.name,))
            self.block(s.handler)
            self.mark(end)
        else:
            self.block(s.body)
        if s.final is None:
            return
        self.contexts.pop()
        self.handlers = self.handlers[:-1]
        self.block(s.final)
        self.jump(after)
        self.mark(failed)
        self.again(lambda: self.block(s.final))
        self.mark(after)

    def again(self, body):
        """Does something with the error put aside, then raises it again."""
        error, handler = self.new(), self.handlers[-1]
        self.emit(lambda frame: frame.__setitem__(error, frame.pop(ERROR)), defines=(error,))
        body()
        self.emit(lambda frame: rethrow(frame, error, handler), uses=[(error,)], targets=[handler], falls=False)

    def do_with(self, s):
        struct, machine = s.manager.struct, self.machine
        method = {("failed" if len(m.params) == 2 else m.name): m for m in struct.methods}
        manager = self.value(s.manager)
        target = s.name or self.new()
        self.emit(
            lambda frame: frame.__setitem__(target, machine.call(method["__enter__"], {"self": Ref(frame, manager)})),
            uses=[(manager,)], defines=(target,),
        )
        self.declare(target)
        failed, done = self.label(), self.label()

        def leave():
            self.emit(lambda frame: machine.call(method["__exit__"], {"self": Ref(frame, manager)}) and None, uses=[(manager,)])

        self.contexts.append(("with", leave, len(self.handlers)))
        self.handlers = [*self.handlers, failed]
        self.block(s.body)
        self.handlers = self.handlers[:-1]
        self.contexts.pop()
        leave()
        self.jump(done)
        self.mark(failed)
        if "failed" not in method:
            self.again(leave)
        else:
            error, test, bad, handler = self.new(), self.new(), self.label(), self.handlers[-1]
            self.emit(lambda frame: frame.__setitem__(error, frame.pop(ERROR)), defines=(error,))
            asked = method["failed"]
            key = asked.params[1].name
            self.result(
                test, [(manager,), (error,)],
                lambda frame: machine.call(asked, {"self": Ref(frame, manager), key: Ref(frame, error)}),
            )
            self.branch(test, done, bad, uses=[(test,)])
            self.mark(bad)
            self.emit(lambda frame: rethrow(frame, error, handler), uses=[(error,)], targets=[handler], falls=False)
        self.mark(done)

    def do_match(self, s):
        subject = self.place(s.subject)
        source = self.finish(("place", subject), "ref")
        place = Place(source, s.subject.ty)
        done = self.label()
        for pattern, guard, body in s.cases:
            miss = self.label()
            self.pattern(pattern, place, miss)
            if guard is not None:
                good = self.label()
                test = self.value(guard)
                self.branch(test, good, miss, uses=[(test,)])
                self.mark(good)
            self.block(body)
            self.jump(done)
            self.mark(miss)
        self.mark(done)

    def pattern(self, p, place, miss):
        """Goes to `miss` if the place is of another shape; binds names."""
        if p.kind == "values":
            ref = self.reference(place)
            wanted = [v.value for v in p.values]
            test, good = self.new(), self.label()
            self.result(test, self.paths(place), lambda frame: ref(frame).get() in wanted)
            self.branch(test, good, miss, uses=[(test,)])
            self.mark(good)
        elif p.kind == "bind":
            self.declare(p.name)
            self.copying(place, p.name)
        for at, part in enumerate(p.parts):
            kind = ("field", p.names[at]) if p.kind == "struct" else ("part", at)
            self.pattern(part, place.below(part.ty, *kind), miss)

    def do_nested(self, s):
        f = s.function
        refs = [(name, how, self.reference(Place(name, None))) for how, name in f.captures or []]
        by_reference = {p for name, how, _ in refs if how != "var" for p in self.paths(Place(name, None))}
        self.captured[f.name] = by_reference
        life = self.life

        def run(frame):
            env, owned = {}, []
            for name, how, ref in refs:
                if how == "var":
                    owned.append(life.copy(ref(frame).get()))
                    env[name] = Ref(owned, len(owned) - 1)
                else:
                    env[name] = ref(frame)
            frame[f.name] = Closure(f, env, owned)

        uses = {p for name, _, _ in refs for p in self.paths(Place(name, None))}
        self.declare(f.name)
        self.emit(run, uses=uses, defines=(f.name,))


def blank(struct):
    """A struct whose fields are to be filled."""
    return StructValue(struct, {name: GONE for name, _ in struct.fields})


def store(ref, value, life):
    """Fills a place; what is there dies first."""
    if not isinstance(ref.container, dict) or ref.key in ref.container:
        old = ref.get()
        if old is not GONE:
            ref.set(GONE)
            life.drop(old)
    ref.set(value)


def rethrow(frame, name, handler):
    """Raises what was caught again."""
    frame[ERROR] = frame[name]
    return handler

