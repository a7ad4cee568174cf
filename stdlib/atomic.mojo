"""Numbers that threads may change at once."""


@rust("rt::sync::Atomic<{dtype}>")
struct Atomic[dtype: DType](Movable):
    """A number that threads may change at once."""

    @rust("rt::sync::Atomic::<{dtype}>::new")
    def __init__(out self, value: Scalar[Self.dtype] = 0):
        """Starts with a value."""
        ...

    @rust("rt::sync::Atomic::load")
    def load(self) -> Scalar[Self.dtype]:
        """The value."""
        ...

    @rust("rt::sync::Atomic::store")
    def store(self, value: Scalar[Self.dtype]):
        """Replaces the value."""
        ...

    @rust("rt::sync::Atomic::fetch_add")
    def fetch_add(self, value: Scalar[Self.dtype]) -> Scalar[Self.dtype]:
        """Adds; the value before."""
        ...

    @rust("rt::sync::Atomic::fetch_sub")
    def fetch_sub(self, value: Scalar[Self.dtype]) -> Scalar[Self.dtype]:
        """Subtracts; the value before."""
        ...

    def __iadd__(mut self, value: Scalar[Self.dtype]):
        _ = self.fetch_add(value)

    def __isub__(mut self, value: Scalar[Self.dtype]):
        _ = self.fetch_sub(value)

    @rust("rt::sync::Atomic::max")
    def max(self, value: Scalar[Self.dtype]):
        """Keeps the greater value."""
        ...

    @rust("rt::sync::Atomic::min")
    def min(self, value: Scalar[Self.dtype]):
        """Keeps the lesser value."""
        ...

    @rust("rt::sync::Atomic::compare_exchange")
    def compare_exchange(self, mut expected: Scalar[Self.dtype], desired: Scalar[Self.dtype]) -> Bool:
        """Replaces the value if it is the expected one; whether it was. `expected` becomes the value found."""
        ...
