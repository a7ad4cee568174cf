# a struct that is not copyable returned without ^: mended
struct Handle(Movable):
    var fd: Int

    def __init__(out self, fd: Int):
        self.fd = fd


def twice(var h: Handle) -> Handle:
    return h^
