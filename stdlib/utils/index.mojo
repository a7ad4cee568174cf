"""Short runs of equal types with a fixed length."""


struct StaticTuple[T: TrivialRegisterPassable, size: Int](Copyable, ImplicitlyCopyable, Movable, Sized):
    """`size` elements of a trivial type."""

    var _elements: Array[Self.T, Self.size]

    def __init__(out self):
        """Elements that are still to be written."""
        self._elements = Array[Self.T, Self.size](uninitialized=True)

    def __init__(out self, *, fill: Self.T):
        """The same value in every place."""
        self._elements = Array[Self.T, Self.size](fill=fill)

    def __init__(out self, *elements: Self.T):
        """From the elements."""
        self._elements = Array[Self.T, Self.size](uninitialized=True)
        for i in range(len(elements)):
            self._elements[i] = elements[i]

    def __len__(self) -> Int:
        return Self.size

    def __getitem__(ref self, index: Int) -> ref [self] Self.T:
        """The element at an index; a fault if there is none."""
        return self._elements[index]


struct IndexList[size: Int](Comparable, Copyable, Defaultable, Hashable, ImplicitlyCopyable, Movable, Sized, Writable):
    """`size` integers."""

    var _elements: Array[Int, Self.size]

    def __init__(out self):
        """Zeros."""
        self._elements = Array[Int, Self.size](fill=0)

    def __init__(out self, *elements: Int):
        """From the integers, or one for all."""
        self._elements = Array[Int, Self.size](fill=0)
        for i in range(Self.size):
            self._elements[i] = elements[0 if len(elements) == 1 else i]

    def __len__(self) -> Int:
        return Self.size

    def __getitem__(ref self, index: Int) -> ref [self] Int:
        """The integer at an index; a fault if there is none."""
        return self._elements[index]

    def flattened_length(self) -> Int:
        """The product of the integers."""
        var product = 1
        for i in range(Self.size):
            product *= self._elements[i]
        return product

    def __eq__(self, other: Self) -> Bool:
        return self._elements == other._elements

    def __lt__(self, other: Self) -> Bool:
        return self._elements < other._elements

    def __hash__[H: Hasher](self, mut hasher: H):
        hasher.update(self._elements)

    def write_to(self, mut writer: Some[Writer]):
        writer.write_string("(")
        for i in range(Self.size):
            if i > 0:
                writer.write_string(", ")
            self._elements[i].write_to(writer)
        if Self.size == 1:
            writer.write_string(",")
        writer.write_string(")")

    def write_repr_to(self, mut writer: Some[Writer]):
        self.write_to(writer)


def Index(a: Int) -> IndexList[1]:
    """One integer."""
    return IndexList[1](a)


def Index(a: Int, b: Int) -> IndexList[2]:
    """Two integers."""
    return IndexList[2](a, b)


def Index(a: Int, b: Int, c: Int) -> IndexList[3]:
    """Three integers."""
    return IndexList[3](a, b, c)


def Index(a: Int, b: Int, c: Int, d: Int) -> IndexList[4]:
    """Four integers."""
    return IndexList[4](a, b, c, d)
