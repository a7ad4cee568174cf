"""The representation of a generated program: types, expressions, statements, declarations. No meaning, no text."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Type:
    """A type: a name and its arguments (`List[Int]`). Structs and type parameters are names too."""

    name: str
    args: tuple = ()

    def __str__(self):
        return self.name + (f"[{', '.join(map(str, self.args))}]" if self.args else "")


#: Integer types: width in bits, signed.
INTEGERS = {"Int": (64, True), "UInt": (64, False)}
INTEGERS.update({f"Int{n}": (n, True) for n in (8, 16, 32, 64, 128)})
INTEGERS.update({f"UInt{n}": (n, False) for n in (8, 16, 32, 64, 128)})

INT = Type("Int")
BOOL = Type("Bool")
STRING = Type("String")


def is_integer(ty):
    """Whether arithmetic of `ty` wraps."""
    return ty.name in INTEGERS


def wrap(value, ty):
    """What is left of a whole number in an integer type."""
    bits, signed = INTEGERS[ty.name]
    value &= (1 << bits) - 1
    return value - (1 << bits) if signed and value >> (bits - 1) else value


def list_of(ty):
    return Type("List", (ty,))


class Node:
    """Part of a program. Children are found through the fields of the dataclass; declarations that it names are none."""

    def children(self):
        """Every node directly below this one."""
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            if isinstance(value, Node):
                if name not in ("function", "struct") or isinstance(self, Nested):
                    yield value
            elif isinstance(value, (list, tuple)):
                for one in value:
                    if isinstance(one, Node):
                        yield one
                    elif isinstance(one, (list, tuple)):
                        yield from (part for part in one if isinstance(part, Node))

    def walk(self):
        """This node and all below it."""
        yield self
        for child in self.children():
            yield from child.walk()


def node(cls):
    """A dataclass that is compared by identity."""
    return dataclass(eq=False)(cls)


# --- Expressions. `ty` is the type of the value.


@node
class Lit(Node):
    """A number, a truth value or a text; `typed` writes `UInt8(3)` instead of `3`."""

    ty: Type
    value: object
    typed: bool = False


@node
class Var(Node):
    """The name of a local, an argument or a capture."""

    ty: Type
    name: str


@node
class Field(Node):
    """`base.name`"""

    ty: Type
    base: Node
    name: str


@node
class Index(Node):
    """`base[index]`: an element of a list, which is a place."""

    ty: Type
    base: Node
    index: Node


@node
class Part(Node):
    """`base[2]` of a tuple."""

    ty: Type
    base: Node
    index: int


@node
class Binary(Node):
    """Arithmetic of equal integer types, `+` of texts, operators of structs."""

    ty: Type
    op: str
    left: Node
    right: Node


@node
class Unary(Node):
    ty: Type
    op: str
    value: Node


@node
class Compare(Node):
    """`a < b <= c`: a chain."""

    ty: Type
    ops: list
    values: list


@node
class Logic(Node):
    """`a and b`, `a or b`, of truth values."""

    ty: Type
    op: str
    left: Node
    right: Node


@node
class Choice(Node):
    """`then if test else other`"""

    ty: Type
    test: Node
    then: Node
    other: Node


@node
class Convert(Node):
    """`UInt8(x)`, `Int(flag)`"""

    ty: Type
    value: Node


@node
class Text(Node):
    """`String(a, b, …)`"""

    ty: Type
    values: list


@node
class Call(Node):
    """A call of a function of the program; `owner` is the receiver of a method."""

    ty: Type
    function: object
    args: list
    owner: Node = None
    #: Parameters that are written out: `f[3](x)`.
    params: tuple = ()
    #: Keyword names, by position.
    names: tuple = ()


@node
class Make(Node):
    """`S(a, b)`: a new value of a struct."""

    ty: Type
    struct: object
    args: list


@node
class Builtin(Node):
    """A function or method of the library: `name` says which, `args` has the receiver first."""

    ty: Type
    name: str
    args: list


@node
class Move(Node):
    """`x^`"""

    ty: Type
    place: Node


@node
class Copy(Node):
    """`x.copy()`"""

    ty: Type
    place: Node


@node
class Display(Node):
    """`[a, b]`, `(a, b)`, `{k: v}`: values, for a dict keys and values in turn."""

    ty: Type
    values: list


@node
class Comprehension(Node):
    """`[value for name in range(…) if test]`"""

    ty: Type
    value: Node
    name: str
    over: Node
    test: Node = None


@node
class Spread(Node):
    """The arguments of a variadic parameter, in the evaluation a list."""

    ty: Type
    values: list


@node
class Assigning(Node):
    """`(name := value)` of a local that exists."""

    ty: Type
    name: str
    value: Node


@node
class Invoke(Node):
    """A call of a local function value (a closure, a lambda, an argument)."""

    ty: Type
    name: str
    args: list
    params: list
    raises: bool = False


@node
class Named(Node):
    """A function of the program as a value."""

    ty: Type
    function: object


@node
class Lambda(Node):
    """`lambda (x: Int) -> Int: body`"""

    ty: Type
    params: list
    body: Node


# --- Statements.


@node
class Let(Node):
    """`var name: ty = value`; without a value it is filled later."""

    name: str
    ty: Type
    value: Node = None
    annotated: bool = False


@node
class Alias(Node):
    """`ref name = place`"""

    name: str
    ty: Type
    place: Node


@node
class Assign(Node):
    place: Node
    value: Node


@node
class Augment(Node):
    place: Node
    op: str
    value: Node


@node
class Print(Node):
    values: list


@node
class Do(Node):
    """An expression for what it does; `discard` writes `_ = `."""

    value: Node
    discard: bool = False


@node
class If(Node):
    """Pairs of a test and a block; the `else` block may be None."""

    arms: list
    other: list = None


@node
class While(Node):
    """A loop that a counter `fuel` ends."""

    test: Node
    body: list
    fuel: str = ""
    limit: int = 0
    other: list = None


@node
class For(Node):
    """`for name in over`; mode is "", "var" or "ref"; `over` is a range, a list or a dict."""

    name: str
    ty: Type
    mode: str
    over: Node
    body: list
    other: list = None


@node
class Range(Node):
    """`range(a, b, c)`"""

    ty: Type
    values: list


@node
class CompileFor(Node):
    """`comptime for name in range(count)`"""

    name: str
    count: int
    body: list


@node
class CompileIf(Node):
    """`comptime if left op right`, of whole numbers."""

    left: int
    op: str
    right: int
    body: list
    other: list = None


@node
class Unpack(Node):
    """`var a, b = value`"""

    names: list
    value: Node


@node
class Break(Node):
    pass


@node
class Continue(Node):
    pass


@node
class Return(Node):
    value: Node = None


@node
class Raise(Node):
    """`raise Error(…)`, or `raise name` of what was caught."""

    values: list
    again: str = ""
    #: The value itself is raised.
    typed: bool = False


@node
class Try(Node):
    body: list
    name: str = ""
    handler: list = None
    other: list = None
    final: list = None
    #: What is caught is a struct of the program's.
    typed: bool = False


@node
class With(Node):
    """`with S(…) as name`"""

    manager: Node
    name: str
    ty: Type
    body: list


@node
class Match(Node):
    """Cases are (pattern, guard or None, block)."""

    subject: Node
    cases: list


@node
class Pattern(Node):
    """kind: "values" (alternatives), "bind", "any", "tuple" (parts), "struct" (parts by name)."""

    kind: str
    ty: Type
    values: tuple = ()
    name: str = ""
    parts: tuple = ()
    struct: object = None
    names: tuple = ()


@node
class Nested(Node):
    """A function inside a function."""

    function: object


# --- Declarations.


@dataclass(eq=False)
class Param:
    """An argument: convention "", "mut", "var", "ref", "out", "deinit"."""

    name: str
    ty: Type
    convention: str = ""
    default: object = None


@node
class Function(Node):
    """A function, method (first parameter `self`) or closure (with captures: pairs of convention and name)."""

    name: str
    params: list
    result: Type
    body: list
    #: Whether it raises, or the name of the type that it raises.
    raises: object = False
    #: Compile-time parameters: pairs of a name and a bound (`Copyable`, or `Int` for a value).
    generic: list = field(default_factory=list)
    captures: list = None
    #: The arguments whose places a `ref` result may name.
    refers: tuple = ()


@node
class Struct(Node):
    """A struct. `kind`: trivial, implicit, copyable, movable."""

    name: str
    fields: list
    kind: str
    generic: list = field(default_factory=list)
    traits: list = field(default_factory=list)
    #: `@fieldwise_init`, or a constructor that prints.
    fieldwise: bool = True
    #: Special methods that print, by name: init, copy, move, deinit → Function
    special: dict = field(default_factory=dict)
    methods: list = field(default_factory=list)

    def children(self):
        yield from self.special.values()
        yield from self.methods

    @property
    def ty(self):
        return Type(self.name)


@node
class Trait(Node):
    """Methods that are required (body None) or given."""

    name: str
    methods: list


@node
class Program(Node):
    """A program; `entry` is the function that is called."""

    seed: int
    traits: list
    structs: list
    functions: list
    entry: Function
