"""Small modules that several tests build."""

MODULE = '''from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder
{imports}

@export
def PyInit_{name}() -> PythonObject:
    try:
        var m = PythonModuleBuilder("{name}")
        m.def_function[answer]("answer")
        return m.finalize()
    except e:
        abort(String("error creating the module:", e))


def answer() raises -> PythonObject:
    return {value}
'''


def module(name, value="1", imports=""):
    """A module whose function `answer()` gives a value."""
    return MODULE.format(name=name, value=value, imports=imports)


def helper(name, value):
    """A file with a function that modules call."""
    return f"def {name}() -> Int:\n    return {value}\n"
