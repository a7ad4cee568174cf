"""Python from the language."""

from std.python.python_object import PythonObject
from std.python.python import Python
from std.python.conversions import ConvertibleFromPython, ConvertibleToPython
