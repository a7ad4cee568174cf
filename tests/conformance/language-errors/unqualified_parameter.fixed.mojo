# a struct parameter used without Self: mended
struct Box[T: Copyable & Deinitable](Movable):
    var value: Self.T

    def __init__(out self, var value: Self.T):
        self.value = value^
