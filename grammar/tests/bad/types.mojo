from std.python import
import std.math.

var counter = 0
print("at file scope")


struct Point(Copyable Movable):
    var x
    y: Int
    var z: Int = 3
    print(x)

    def norm(self) -> Float64
        return self.x

    struct Inner:
        pass


trait Shape[T: AnyType]:
    var sides: Int
    def area(self -> Float64: ...


@fieldwise_init
comptime LIMIT = 3


struct 3D:
    var x: Int
