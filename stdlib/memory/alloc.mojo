"""Memory by the piece."""

from std.builtin.reflect import __type_name


@rust("rt::mem::alloc::<{T}>")
def unsafe_alloc[T: AnyType](count: Int) -> Pointer[T, MutAnyOrigin]:
    """Memory for `count` values, without values in it."""
    ...


@rust("rt::mem::alloc_aligned::<{T}>")
def unsafe_alloc[T: AnyType](count: Int, *, alignment: Int) -> Pointer[T, MutAnyOrigin]:
    """Memory for `count` values at a multiple of `alignment`, without values in it."""
    ...


@rust("rt::mem::align_of::<{T}>")
def __align_of[T: AnyType]() -> Int:
    ...


struct Layout[T: AnyType](ImplicitlyCopyable, Movable, Writable):
    """How much memory, and at which multiple."""

    var _count: Int
    var _alignment: Int

    def __init__(out self, *, count: Int):
        """For `count` values."""
        self._count = count
        self._alignment = __align_of[Self.T]()

    def __init__(out self, *, count: Int, alignment: Int):
        """For `count` values at a multiple of `alignment`."""
        self._count = count
        self._alignment = alignment

    @staticmethod
    def single() -> Self:
        """For one value."""
        return Self(count=1)

    def count(self) -> Int:
        """For how many values."""
        return self._count

    def alignment(self) -> Int:
        """At which multiple."""
        return self._alignment

    def write_to(self, mut writer: Some[Writer]):
        writer.write("Layout[", __type_name[Self.T](), ", alignment=", self._alignment, "](count=", self._count, ")")

    def write_repr_to(self, mut writer: Some[Writer]):
        self.write_to(writer)


struct Allocation[T: AnyType](Movable, Writable):
    """Memory that is given back when this goes."""

    var _pointer: Pointer[Self.T, MutAnyOrigin]
    var _layout: Layout[Self.T]

    def __init__(out self, layout: Layout[Self.T]):
        """Memory of that layout."""
        self._pointer = unsafe_alloc[Self.T](layout.count(), alignment=layout.alignment())
        self._layout = layout

    def __deinit__(deinit self):
        self._pointer.unsafe_free()

    def unsafe_ptr(self) -> Pointer[Self.T, MutAnyOrigin]:
        """The address."""
        return self._pointer

    def layout(self) -> Layout[Self.T]:
        """The layout."""
        return self._layout

    def unsafe_leak(deinit self) -> Pointer[Self.T, MutAnyOrigin]:
        """The address; whoever has it gives the memory back."""
        return self._pointer

    def __getitem__(self, *, unsafe_offset: Int) -> ref [MutAnyOrigin] Self.T:
        """The value at an offset."""
        return self._pointer[unsafe_offset=unsafe_offset]

    def write_to(self, mut writer: Some[Writer]):
        writer.write("Allocation[", __type_name[Self.T](), ", alignment=", self._layout.alignment(), "](pointer=")
        writer.write(self._pointer, ", layout=", self._layout, ")")

    def write_repr_to(self, mut writer: Some[Writer]):
        self.write_to(writer)


def alloc[T: AnyType](count: Int) -> Pointer[T, MutAnyOrigin]:
    """Memory for `count` values, without values in it."""
    return unsafe_alloc[T](count)


def alloc[T: AnyType](count: Int, *, alignment: Int) -> Pointer[T, MutAnyOrigin]:
    """Memory for `count` values at a multiple of `alignment`, without values in it."""
    return unsafe_alloc[T](count, alignment=alignment)


def alloc[T: AnyType](layout: Layout[T]) -> Allocation[T]:
    """Memory that is given back when its owner goes."""
    return Allocation[T](layout)


def dealloc[T: AnyType](var allocation: Allocation[T]):
    """Gives memory back."""
    _ = allocation^


def dealloc[T: AnyType](pointer: Pointer[T, _]):
    """Gives memory back."""
    pointer.unsafe_free()
