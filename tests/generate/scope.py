"""What a statement that is being made may name: locals with their types and what may be done with them."""

from dataclasses import dataclass, field, replace


@dataclass
class Local:
    """A local, argument or alias."""

    name: str
    ty: object
    #: It may be assigned, or passed as `mut`.
    mutable: bool = True
    #: It owns its value, so that `^` may take it.
    owned: bool = True
    #: Lists: how many elements it has at least.
    least: int = 0
    #: How many loops and `try` bodies surround its declaration.
    level: int = 0
    #: For function values: the parameters and whether a call raises.
    params: object = None
    raises: bool = False
    #: What a call of it changes.
    touches: tuple = ()


@dataclass
class Scope:
    """The locals of a block, and what statements may stand in it."""

    locals: dict = field(default_factory=dict)
    level: int = 0
    in_loop: bool = False
    can_raise: bool = False
    result: object = None
    #: Whether `return`, `break` and `continue` may stand here (not in `finally`).
    may_leave: bool = True
    depth: int = 0
    #: Names that may not be moved, assigned or passed as `mut` here.
    frozen: frozenset = frozenset()
    #: Names moved in this block that an outer block must forget.
    moved: set = field(default_factory=set)

    def inner(self, **changes):
        """The scope of a block inside this one."""
        locals_ = {name: replace(one) for name, one in self.locals.items()}
        return replace(self, locals=locals_, depth=self.depth + 1, moved=set(), **changes)

    def close(self, inner):
        """Forgets what an inner block moved away or emptied."""
        for name in inner.moved:
            if name in self.locals:
                self.forget(name)
        for name, one in self.locals.items():
            if name in inner.locals:
                one.least = min(one.least, inner.locals[name].least)

    def forget(self, name):
        self.locals.pop(name, None)
        self.moved.add(name)

    def hidden(self, names):
        """This scope without some names, for as long as an alias of them lives."""
        keep = {name: one for name, one in self.locals.items() if name not in names}
        return replace(self, locals=keep)
