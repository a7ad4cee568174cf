# a generic call whose type does not meet the trait bound: mended
@fieldwise_init
struct Opaque(Copyable, Movable, Writable):
    var n: Int


def show[T: Writable](x: T) -> String:
    return String(x)


def run() -> String:
    return show(Opaque(1))
