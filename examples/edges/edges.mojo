"""The edges in a picture of grey values: how much neighbouring pixels differ."""

from std.math import sqrt
from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder
from std.python.numpy import from_numpy_tensor


@export
def PyInit_edges() -> PythonObject:
    try:
        var m = PythonModuleBuilder("edges")
        m.def_function[sobel]("sobel", docstring="Writes the edges of one picture into another of its size.")
        return m.finalize()
    except e:
        abort(String("error creating Python Mojo module:", e))


def sobel(source_obj: PythonObject, var target_obj: PythonObject) raises:
    var source = from_numpy_tensor[DType.uint8, 2](source_obj)
    var target = from_numpy_tensor[DType.uint8, 2](target_obj)
    var height = source.shape[0]
    var width = source.shape[1]
    if target.shape[0] != height or target.shape[1] != width:
        raise Error("the pictures are not of one size")
    for y in range(1, height - 1):
        for x in range(1, width - 1):
            var at = y * width + x
            var a = Int(source.data[at - width - 1])
            var b = Int(source.data[at - width])
            var c = Int(source.data[at - width + 1])
            var d = Int(source.data[at - 1])
            var f = Int(source.data[at + 1])
            var g = Int(source.data[at + width - 1])
            var h = Int(source.data[at + width])
            var i = Int(source.data[at + width + 1])
            var across = c + 2 * f + i - a - 2 * d - g
            var down = g + 2 * h + i - a - 2 * b - c
            target.data[at] = UInt8(min(255, Int(sqrt(Float64(across * across + down * down)))))
