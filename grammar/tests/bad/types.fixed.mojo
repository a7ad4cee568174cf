from std.python import PythonObject
import std.math

comptime counter = 0


struct Point(Copyable, Movable):
    var x: Float64
    var y: Int
    var z: Int

    def norm(self) -> Float64:
        return self.x


trait Shape:
    def area(self) -> Float64: ...


comptime LIMIT = 3


struct D3:
    var x: Int
