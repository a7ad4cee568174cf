"""Numbers that threads may change at once."""


@rust("rt::sync::Atomic<{T}>")
struct Atomic[T: TrivialRegisterPassable & Floorable](Movable):
    """A number that threads may change at once."""

    @rust("rt::sync::Atomic::<{T}>::new")
    def __init__(out self, value: Self.T):
        """Starts with a value."""
        ...

    def __init__(out self) where conforms_to(Self.T, Defaultable):
        """Starts with zero."""
        self = Self(Self.T())

    @rust("rt::sync::Atomic::load")
    def load(self) -> Self.T:
        """The value."""
        ...

    @rust("rt::sync::Atomic::store")
    def store(self, value: Self.T):
        """Replaces the value."""
        ...

    @rust("rt::sync::Atomic::fetch_add")
    def fetch_add(self, value: Self.T) -> Self.T:
        """Adds; the value before."""
        ...

    @rust("rt::sync::Atomic::fetch_sub")
    def fetch_sub(self, value: Self.T) -> Self.T:
        """Subtracts; the value before."""
        ...

    def __iadd__(mut self, value: Self.T):
        _ = self.fetch_add(value)

    def __isub__(mut self, value: Self.T):
        _ = self.fetch_sub(value)

    @rust("rt::sync::Atomic::max")
    def max(self, value: Self.T):
        """Keeps the greater value."""
        ...

    @rust("rt::sync::Atomic::min")
    def min(self, value: Self.T):
        """Keeps the lesser value."""
        ...

    @rust("rt::sync::Atomic::compare_exchange")
    def compare_exchange(self, mut expected: Self.T, desired: Self.T) -> Bool:
        """Replaces the value if it is the expected one; whether it was. `expected` becomes the value found."""
        ...
