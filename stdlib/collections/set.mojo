"""Sets, which keep the order of insertion."""

from std.builtin.dict import DictKeyError, EmptyDictError, __DictKeys
from std.builtin.reflect import __type_name


struct Set[T: KeyElement](Boolable, Comparable, Copyable, Defaultable, Equatable, Hashable, Iterable, Movable, Sized, Writable where conforms_to(T, Writable)):
    """Values, each once."""

    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = __DictKeys[
        Self.T, NoneType, iterable_origin
    ]

    var _dict: Dict[Self.T, NoneType]

    def __init__(out self):
        """No values."""
        self._dict = Dict[Self.T, NoneType]()

    def __init__(out self, elements: List[Self.T]):
        """The values of a list."""
        self = Self()
        for element in elements:
            self.add(element.copy())

    def __init__(out self, *elements: Self.T):
        """The values given."""
        self = Self()
        for element in elements:
            self.add(element.copy())

    def __init__(out self, var values: List[Self.T], *, __set_literal__: NoneType):
        """From a set display."""
        self = Self()
        values.reverse()
        while len(values) > 0:
            self.add(values.pop())

    def __len__(self) -> Int:
        return len(self._dict)

    def __bool__(self) -> Bool:
        return len(self._dict) > 0

    def __contains__(self, value: Self.T) -> Bool:
        return value in self._dict

    def __iter__(ref self) -> __DictKeys[Self.T, NoneType, origin_of(self)]:
        return self._dict.keys()

    def add(mut self, var value: Self.T):
        """Puts a value in."""
        self._dict[value^] = NoneType()

    def insert(mut self, var value: Self.T) -> Bool:
        """Puts a value in; whether it is new."""
        var before = len(self._dict)
        self._dict[value^] = NoneType()
        return len(self._dict) > before

    def discard(mut self, value: Self.T):
        """Takes a value out if it is there."""
        _ = self._dict.pop(value, NoneType())

    def remove(mut self, value: Self.T) raises DictKeyError[Self.T]:
        """Takes a value out; raises if it is not there."""
        _ = self._dict.pop(value)

    def pop(mut self) raises EmptyDictError -> Self.T:
        """Takes the last value out; raises if there is none."""
        return self._dict.popitem().key.copy()

    def clear(mut self):
        """Destroys all values."""
        self._dict.clear()

    def union(self, other: Self) -> Self:
        """The values in one or both."""
        var result = self.copy()
        result.update(other)
        return result^

    def intersection(self, other: Self) -> Self:
        """The values in both."""
        var result = Self()
        for value in self:
            if value in other:
                result.add(value.copy())
        return result^

    def difference(self, other: Self) -> Self:
        """The values that are not in the other."""
        var result = Self()
        for value in self:
            if value not in other:
                result.add(value.copy())
        return result^

    def symmetric_difference(self, other: Self) -> Self:
        """The values in just one."""
        var result = self.difference(other)
        for value in other:
            if value not in self:
                result.add(value.copy())
        return result^

    def update(mut self, other: Self):
        """Puts in the values of another set."""
        for value in other:
            self.add(value.copy())

    def intersection_update(mut self, other: Self):
        """Keeps the values that are in both."""
        self = self.intersection(other)

    def difference_update(mut self, other: Self):
        """Takes out the values of another set."""
        for value in other:
            self.discard(value)

    def symmetric_difference_update(mut self, other: Self):
        """Keeps the values that are in just one."""
        self = self.symmetric_difference(other)

    def issubset(self, other: Self) -> Bool:
        """Whether all values are in the other."""
        if len(self) > len(other):
            return False
        for value in self:
            if value not in other:
                return False
        return True

    def issuperset(self, other: Self) -> Bool:
        """Whether all values of the other are here."""
        return other.issubset(self)

    def isdisjoint(self, other: Self) -> Bool:
        """Whether no value is in both."""
        for value in self:
            if value in other:
                return False
        return True

    def __or__(self, other: Self) -> Self:
        return self.union(other)

    def __and__(self, other: Self) -> Self:
        return self.intersection(other)

    def __sub__(self, other: Self) -> Self:
        return self.difference(other)

    def __xor__(self, other: Self) -> Self:
        return self.symmetric_difference(other)

    def __ior__(mut self, other: Self):
        self.update(other)

    def __iand__(mut self, other: Self):
        self.intersection_update(other)

    def __isub__(mut self, other: Self):
        self.difference_update(other)

    def __ixor__(mut self, other: Self):
        self.symmetric_difference_update(other)

    def __eq__(self, other: Self) -> Bool:
        return len(self) == len(other) and self.issubset(other)

    def __lt__(self, other: Self) -> Bool:
        return len(self) < len(other) and self.issubset(other)

    def __le__(self, other: Self) -> Bool:
        return self.issubset(other)

    def __gt__(self, other: Self) -> Bool:
        return len(self) > len(other) and other.issubset(self)

    def __ge__(self, other: Self) -> Bool:
        return other.issubset(self)

    def __hash__[H: Hasher](self, mut hasher: H):
        var number: UInt64 = 0
        for value in self:
            number ^= hash(value)
        hasher.update(number)

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        writer.write_string("{")
        var first = True
        for value in self:
            if not first:
                writer.write_string(", ")
            first = False
            value.write_to(writer)
        writer.write_string("}")

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        writer.write("Set[", __type_name[Self.T](), "]({")
        var first = True
        for value in self:
            if not first:
                writer.write_string(", ")
            first = False
            value.write_repr_to(writer)
        writer.write_string("})")
