"""Shared values."""


@fieldwise_init
struct __Shared[T: Movable](Movable):
    """A value and how many share it."""

    var owners: __Counter
    var value: Self.T


@rust("rt::sync::Counter")
struct __Counter(Movable):
    """A count that threads may change at once."""

    @rust("rt::sync::Counter::new")
    def __init__(out self, value: Int):
        ...

    @rust("rt::sync::Counter::add")
    def add(self, value: Int) -> Int:
        """Adds; the count before."""
        ...

    @rust("rt::sync::Counter::load")
    def load(self) -> Int:
        ...


struct ArcPointer[T: Movable](Identifiable, ImplicitlyCopyable, Movable):
    """A value that lives until its last owner goes."""

    var _shared: Pointer[__Shared[Self.T], MutAnyOrigin]

    def __init__(out self, var value: Self.T):
        """The value, with one owner."""
        self._shared = alloc[__Shared[Self.T]](1)
        self._shared.write(__Shared[Self.T](__Counter(1), value^))

    def __init__(out self, *, copy: Self):
        _ = copy._shared[].owners.add(1)
        self._shared = copy._shared

    def __deinit__(deinit self):
        if self._shared[].owners.add(-1) == 1:
            self._shared.unsafe_deinit_pointee()
            self._shared.unsafe_free()

    def __getitem__(ref self) -> ref [self] Self.T:
        """The value."""
        return self._shared[].value

    def unsafe_ptr(self) -> Pointer[Self.T, MutAnyOrigin]:
        """The address of the value."""
        return Pointer(to=self._shared[].value)

    def count(self) -> UInt64:
        """How many owners there are."""
        return UInt64(self._shared[].owners.load())

    def __is__(self, other: Self) -> Bool:
        return self._shared == other._shared
