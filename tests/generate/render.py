"""Writes a program as text of the language."""

from program import (
    INT,
    Alias,
    Assign,
    Assigning,
    Augment,
    Binary,
    Break,
    Builtin,
    Call,
    Choice,
    Compare,
    CompileFor,
    CompileIf,
    Comprehension,
    Continue,
    Convert,
    Copy,
    Display,
    Do,
    Field,
    For,
    If,
    Index,
    Invoke,
    Lambda,
    Let,
    Lit,
    Logic,
    Make,
    Match,
    Move,
    Named,
    Nested,
    Part,
    Print,
    Raise,
    Range,
    Return,
    Spread,
    Text,
    Try,
    Unary,
    Unpack,
    Var,
    While,
    With,
)

#: Builtins that are methods of their first argument; the others are functions.
FUNCTIONS = {"len", "abs", "min", "max", "swap", "Bool", "ord", "divmod", "Optional", "hash", "sort", "reversed", "String"}


def text_literal(value):
    """A text between quotes."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(escapes.get(c, c) for c in value) + '"'


def literal(lit):
    """A literal, with its type if it must be seen."""
    if isinstance(lit.value, str):
        return text_literal(lit.value)
    if isinstance(lit.value, bool) or lit.value is None:
        return str(lit.value)
    if lit.typed:
        return f"{lit.ty}({lit.value})"
    return str(lit.value) if lit.value >= 0 else f"({lit.value})"


def expr(e):
    """An expression; whatever has an operator stands in parentheses."""
    return EXPRESSIONS[type(e)](e)


def commas(values):
    return ", ".join(map(expr, values))


def arguments(e):
    words = [expr(a) for a in e.args]
    for at, name in enumerate(e.names):
        if name:
            words[at] = f"{name}={words[at]}"
    return ", ".join(words)


def call(e):
    params = f"[{', '.join(expr(p) if not hasattr(p, 'args') or hasattr(p, 'walk') else str(p) for p in e.params)}]" if e.params else ""
    owner = f"{expr(e.owner)}." if e.owner is not None else ""
    return f"{owner}{e.function.name}{params}({arguments(e)})"


def builtin(e):
    if e.name == "slice":
        return f"{expr(e.args[0])}[byte={expr(e.args[1])}:{expr(e.args[2])}]"
    if e.name in ("in", "not in"):
        return f"({expr(e.args[0])} {e.name} {expr(e.args[1])})"
    if e.name == "new":
        return f"{e.ty}({commas(e.args)})"
    if e.name == "set[]":
        return f"{expr(e.args[0])}[{expr(e.args[1])}] = {expr(e.args[2])}"
    if e.name == "get[]":
        return f"{expr(e.args[0])}[{expr(e.args[1])}]"
    if e.name == "entry":
        return f"{expr(e.args[0])}.{e.args[1].value}"
    if e.name in FUNCTIONS:
        return f"{e.name}({commas(e.args)})"
    return f"{expr(e.args[0])}.{e.name}({commas(e.args[1:])})"


def display(e):
    if e.ty.name == "Tuple":
        return f"({commas(e.values)})" if len(e.values) != 1 else f"({expr(e.values[0])},)"
    if e.ty.name == "Dict":
        pairs = zip(e.values[::2], e.values[1::2])
        return "{" + ", ".join(f"{expr(k)}: {expr(v)}" for k, v in pairs) + "}"
    return f"[{commas(e.values)}]"


def comprehension(e):
    test = f" if {expr(e.test)}" if e.test is not None else ""
    return f"[{expr(e.value)} for {e.name} in {expr(e.over)}{test}]"


def lambda_(e):
    params = ", ".join(f"{p.name}: {p.ty}" for p in e.params)
    return f"lambda ({params}) -> {e.ty}: {expr(e.body)}"


def compare(e):
    words = [expr(e.values[0])]
    for op, value in zip(e.ops, e.values[1:]):
        words += [op, expr(value)]
    return f"({' '.join(words)})"


EXPRESSIONS = {
    Lit: literal,
    Var: lambda e: e.name,
    Field: lambda e: f"{expr(e.base)}.{e.name}",
    Index: lambda e: f"{expr(e.base)}[{expr(e.index)}]",
    Part: lambda e: f"{expr(e.base)}[{e.index}]",
    Binary: lambda e: f"({expr(e.left)} {e.op} {expr(e.right)})",
    Unary: lambda e: f"({e.op}{' ' if e.op == 'not' else ''}{expr(e.value)})",
    Compare: compare,
    Logic: lambda e: f"({expr(e.left)} {e.op} {expr(e.right)})",
    Choice: lambda e: f"({expr(e.then)} if {expr(e.test)} else {expr(e.other)})",
    Convert: lambda e: f"{e.ty}({expr(e.value)})",
    Text: lambda e: f"String({commas(e.values)})",
    Call: call,
    Make: lambda e: f"{e.ty}({commas(e.args)})",
    Builtin: builtin,
    Move: lambda e: f"{expr(e.place)}^",
    Copy: lambda e: f"{expr(e.place)}.copy()",
    Display: display,
    Comprehension: comprehension,
    Assigning: lambda e: f"({e.name} := {expr(e.value)})",
    Invoke: lambda e: f"{e.name}({commas(e.args)})",
    Lambda: lambda_,
    Spread: lambda e: commas(e.values),
    Named: lambda e: e.function.name,
    Range: lambda e: f"range({commas(e.values)})",
}


class Writer:
    """Collects lines."""

    def __init__(self):
        self.lines = []
        self.depth = 0

    def line(self, text):
        self.lines.append("    " * self.depth + text)

    def block(self, head, statements):
        """A head that ends in a colon, and a block."""
        self.line(head)
        self.depth += 1
        for statement in statements or []:
            self.statement(statement)
        if not statements:
            self.line("pass")
        self.depth -= 1

    def statement(self, s):
        kind = type(s)
        if kind is Let:
            ty = f": {s.ty}" if s.annotated or s.value is None else ""
            self.line(f"var {s.name}{ty}" + (f" = {expr(s.value)}" if s.value is not None else ""))
        elif kind is Unpack:
            self.line(f"var {', '.join(s.names)} = {expr(s.value)}")
        elif kind is CompileFor:
            self.block(f"comptime for {s.name} in range({s.count}):", s.body)
        elif kind is CompileIf:
            self.block(f"comptime if {s.left} {s.op} {s.right}:", s.body)
            if s.other is not None:
                self.block("else:", s.other)
        elif kind is Alias:
            self.line(f"ref {s.name} = {expr(s.place)}")
        elif kind is Assign:
            self.line(f"{expr(s.place)} = {expr(s.value)}")
        elif kind is Augment:
            self.line(f"{expr(s.place)} {s.op}= {expr(s.value)}")
        elif kind is Print:
            self.line(f"print({commas(s.values)})")
        elif kind is Do:
            self.line(("_ = " if s.discard else "") + expr(s.value))
        elif kind is If:
            for at, (test, body) in enumerate(s.arms):
                self.block(f"{'elif' if at else 'if'} {expr(test)}:", body)
            if s.other is not None:
                self.block("else:", s.other)
        elif kind is While:
            self.loop(s)
        elif kind is For:
            self.block(f"for {s.mode + ' ' if s.mode else ''}{s.name} in {expr(s.over)}:", s.body)
            if s.other is not None:
                self.block("else:", s.other)
        elif kind is Break:
            self.line("break")
        elif kind is Continue:
            self.line("continue")
        elif kind is Return:
            self.line("return" + (f" {expr(s.value)}" if s.value is not None else ""))
        elif kind is Raise:
            made = expr(s.values[0]) if s.typed else f"Error({commas(s.values)})"
            self.line(f"raise {s.again}" if s.again else f"raise {made}")
        elif kind is Try:
            self.block("try:", s.body)
            if s.handler is not None:
                self.block(f"except {s.name}:" if s.name else "except:", s.handler)
            if s.other is not None:
                self.block("else:", s.other)
            if s.final is not None:
                self.block("finally:", s.final)
        elif kind is With:
            self.block(f"with {expr(s.manager)}{' as ' + s.name if s.name else ''}:", s.body)
        elif kind is Match:
            self.line(f"match {expr(s.subject)}:")
            self.depth += 1
            for pattern, guard, body in s.cases:
                when = f" if {expr(guard)}" if guard is not None else ""
                self.block(f"case {shape(pattern)}{when}:", body)
            self.depth -= 1
        elif kind is Nested:
            self.function(s.function)
        else:
            raise TypeError(kind)

    def loop(self, s):
        """`while`, with a counter that ends it."""
        self.line(f"var {s.fuel} = {s.limit}")
        self.line(f"while {s.fuel} > 0 and {expr(s.test)}:")
        self.depth += 1
        self.line(f"{s.fuel} -= 1")
        for statement in s.body:
            self.statement(statement)
        self.depth -= 1
        if s.other is not None:
            self.block("else:", s.other)

    def function(self, f, blank=False):
        """A function, method or nested function."""
        generic = f"[{', '.join(f'{n}: {b}' for n, b in f.generic)}]" if f.generic else ""
        params = ", ".join(map(param, f.params))
        raises = f" raises {f.raises}" if isinstance(f.raises, str) else " raises" if f.raises else ""
        captures = ""
        if f.captures is not None:
            captures = " {" + ", ".join(f"{how} {name}" for how, name in f.captures) + "}"
        result = ""
        if f.result is not None:
            origin = f"ref[origin_of({', '.join(f.refers)})] " if f.refers else ""
            result = f" -> {origin}{f.result}"
        head = f"def {f.name}{generic}({params}){raises}{captures}{result}:"
        if f.body is None:
            self.line(head)
            self.line("    ...")
        else:
            self.block(head, f.body)

    def struct(self, s):
        if s.fieldwise:
            self.line("@fieldwise_init")
        generic = f"[{', '.join(f'{n}: {b}' for n, b in s.generic)}]" if s.generic else ""
        bases = {
            "trivial": "TrivialRegisterPassable",
            "implicit": "ImplicitlyCopyable",
            "copyable": "Copyable",
            "movable": "Movable",
        }
        traits = ", ".join([bases[s.kind], *s.traits])
        self.line(f"struct {s.name}{generic}({traits}):")
        self.depth += 1
        for name, ty in s.fields:
            self.line(f"var {name}: {ty}")
        for function in s.children():
            self.function(function)
        if not s.fields and not s.special and not s.methods:
            self.line("pass")
        self.depth -= 1
        self.line("")

    def trait(self, t):
        self.line(f"trait {t.name}:")
        self.depth += 1
        for function in t.methods:
            self.function(function)
        self.depth -= 1
        self.line("")


def param(p):
    """An argument of a function."""
    if p.name == "*":
        return "*"
    words = f"{p.convention} {p.name}".strip()
    if p.name != "self":
        words += f": {p.ty}"
    if p.default is not None:
        words += f" = {expr(p.default)}"
    return words


def shape(p):
    """A pattern."""
    if p.kind == "values":
        return " | ".join(map(expr, p.values))
    if p.kind == "bind":
        return p.name
    if p.kind == "tuple":
        return f"({', '.join(map(shape, p.parts))})"
    if p.kind == "struct":
        return f"{p.struct.name}({', '.join(f'{n}={shape(q)}' for n, q in zip(p.names, p.parts))})"
    return "_"


def render(program):
    """The declarations of a program."""
    out = Writer()
    for trait in program.traits:
        out.trait(trait)
    for struct in program.structs:
        out.struct(struct)
    for function in [*program.functions, program.entry]:
        out.function(function)
        out.line("")
    return "\n".join(out.lines) + "\n"


assert INT  # The default type of a literal needs no name.
