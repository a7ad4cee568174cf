"""The type of `None`."""


@rust("()")
struct NoneType(Defaultable, Equatable, Hashable, TrivialRegisterPassable, Writable):
    """The type with the one value `None`."""

    @rust("rt::num::unit")
    def __init__(out self):
        ...

    def __eq__(self, other: Self) -> Bool:
        return True

    def __hash__[H: Hasher](self, mut hasher: H):
        hasher.update(UInt8(0))

    def write_to(self, mut writer: Some[Writer]):
        writer.write_string("None")

    def write_repr_to(self, mut writer: Some[Writer]):
        writer.write_string("None")


struct Never(Movable):
    """The type of what never ends: `abort()`."""

    pass
