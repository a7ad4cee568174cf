"""The Mandelbrot set as grey values."""

from std.os import abort
from std.python import Python, PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_mandelbrot() -> PythonObject:
    try:
        var m = PythonModuleBuilder("mandelbrot")
        m.def_function[render]("render", docstring="The picture's grey values, row by row.")
        return m.finalize()
    except e:
        abort(String("error creating Python Mojo module:", e))


def escape_time(x: Float64, y: Float64, limit: Int) -> Int:
    """How many steps the point stays within the circle of radius 2."""
    var re = 0.0
    var im = 0.0
    for step in range(limit):
        var re2 = re * re
        var im2 = im * im
        if re2 + im2 > 4.0:
            return step
        im = 2.0 * re * im + y
        re = re2 - im2 + x
    return limit


def render(
    width_obj: PythonObject, height_obj: PythonObject, limit_obj: PythonObject
) raises -> PythonObject:
    var width = Int(py=width_obj)
    var height = Int(py=height_obj)
    var limit = Int(py=limit_obj)
    var pixels = Python.import_module("builtins").bytearray(width * height)
    for row in range(height):
        var y = -1.25 + 2.5 * Float64(row) / Float64(height)
        for column in range(width):
            var x = -2.25 + 3.0 * Float64(column) / Float64(width)
            pixels[row * width + column] = 255 - 255 * escape_time(x, y, limit) // limit
    return pixels
