"""How often values occur."""

from std.builtin.dict import DictEntry, EmptyDictError, __DictItems, __DictKeys, __DictValues


@fieldwise_init
struct CountTuple[T: KeyElement](Comparable, Copyable, Movable, Writable where conforms_to(T, Writable)):
    """A value and its count."""

    var _value: Self.T
    var _count: Int

    def __getitem__[i: Int](ref self) -> ref [self] Self.T where i == 0:
        """The value."""
        return self._value

    def __getitem__[i: Int](self) -> Int where i == 1:
        """The count."""
        return self._count

    def __eq__(self, other: Self) -> Bool:
        return self._count == other._count and self._value == other._value

    def __lt__(self, other: Self) -> Bool:
        """More frequent values come first."""
        return self._count > other._count

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        writer.write("(", self._value, ", ", self._count, ")")

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        self.write_to(writer)


struct Counter[T: KeyElement](
    Boolable, Copyable, Defaultable, Equatable, Iterable, Movable, Sized, Writable where conforms_to(T, Writable)
):
    """Counts by value. A value that was never counted has the count zero."""

    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = __DictKeys[
        Self.T, Int, iterable_origin
    ]

    var _counts: Dict[Self.T, Int]

    def __init__(out self):
        """No counts."""
        self._counts = Dict[Self.T, Int]()

    def __init__(out self, values: List[Self.T]):
        """Counts the elements of a list."""
        self = Self()
        self.update(values)

    def __init__(out self, *values: Self.T):
        """Counts the values given."""
        self = Self()
        for value in values:
            self[value.copy()] += 1

    @staticmethod
    def fromkeys(keys: List[Self.T], value: Int) -> Self:
        """The same count for several values."""
        var result = Self()
        for key in keys:
            result._counts[key.copy()] = value
        return result^

    def __len__(self) -> Int:
        return len(self._counts)

    def __bool__(self) -> Bool:
        return len(self._counts) > 0

    def __contains__(self, value: Self.T) -> Bool:
        return value in self._counts

    def __getitem__(self, value: Self.T) -> Int:
        """The count of a value."""
        return self._counts.get(value, 0)

    def __setitem__(mut self, var value: Self.T, count: Int):
        """Gives a value a count."""
        self._counts[value^] = count

    def get(self, value: Self.T) -> Optional[Int]:
        """The count of a value, if it was counted."""
        return self._counts.get(value)

    def get(self, value: Self.T, default: Int) -> Int:
        """The count of a value, or `default`."""
        return self._counts.get(value, default)

    def pop(mut self, value: Self.T) raises -> Int:
        """Takes a value out and returns its count; raises if it was not counted."""
        return self._counts.pop(value)

    def pop(mut self, value: Self.T, default: Int) raises -> Int:
        """Takes a value out and returns its count, or `default`."""
        return self._counts.pop(value, default)

    def popitem(mut self) raises -> CountTuple[Self.T]:
        """Takes the value counted last out; raises if there is none."""
        var entry = self._counts.popitem()
        return CountTuple[Self.T](entry.key.copy(), entry.value)

    def clear(mut self):
        """Forgets all counts."""
        self._counts.clear()

    def total(self) -> Int:
        """The sum of the counts."""
        var sum = 0
        for count in self._counts.values():
            sum += count
        return sum

    def most_common(self, n: Int) -> List[CountTuple[Self.T]]:
        """The `n` most frequent values with their counts; of equal ones, those counted first."""
        var result = List[CountTuple[Self.T]]()
        for entry in self._counts.items():
            result.append(CountTuple[Self.T](entry.key.copy(), entry.value))
        sort(result)
        result.shrink(min(max(n, 0), len(result)))
        return result^

    def elements(self) -> List[Self.T]:
        """Every value as often as it was counted."""
        var result = List[Self.T]()
        for entry in self._counts.items():
            for _ in range(entry.value):
                result.append(entry.key.copy())
        return result^

    def update(mut self, values: List[Self.T]):
        """Counts the elements of a list as well."""
        for value in values:
            self[value.copy()] += 1

    def update(mut self, other: Self):
        """Adds the counts of another counter."""
        for entry in other._counts.items():
            self[entry.key.copy()] += entry.value

    def subtract(mut self, other: Self):
        """Takes away the counts of another counter."""
        for entry in other._counts.items():
            self[entry.key.copy()] -= entry.value

    def __keep_positive(mut self):
        var kept = Dict[Self.T, Int]()
        for entry in self._counts.items():
            if entry.value > 0:
                kept[entry.key.copy()] = entry.value
        self._counts = kept^

    def __add__(self, other: Self) -> Self:
        var result = self.copy()
        result += other
        return result^

    def __iadd__(mut self, other: Self):
        self.update(other)
        self.__keep_positive()

    def __sub__(self, other: Self) -> Self:
        var result = self.copy()
        result -= other
        return result^

    def __isub__(mut self, other: Self):
        self.subtract(other)
        self.__keep_positive()

    def __and__(self, other: Self) -> Self:
        var result = Self()
        for entry in self._counts.items():
            result._counts[entry.key.copy()] = min(entry.value, other[entry.key])
        result.__keep_positive()
        return result^

    def __or__(self, other: Self) -> Self:
        var result = self.copy()
        for entry in other._counts.items():
            result._counts[entry.key.copy()] = max(entry.value, self[entry.key])
        result.__keep_positive()
        return result^

    def __eq__(self, other: Self) -> Bool:
        return self.__le__(other) and other.__le__(self)

    def __le__(self, other: Self) -> Bool:
        """Whether no count is greater than in the other."""
        for entry in self._counts.items():
            if entry.value > other[entry.key]:
                return False
        for entry in other._counts.items():
            if self[entry.key] > entry.value:
                return False
        return True

    def __ge__(self, other: Self) -> Bool:
        return other <= self

    def __lt__(self, other: Self) -> Bool:
        return self <= other and not (self == other)

    def __gt__(self, other: Self) -> Bool:
        return other < self

    def __iter__(ref self) -> __DictKeys[Self.T, Int, origin_of(self)]:
        return self._counts.keys()

    def keys(ref self) -> __DictKeys[Self.T, Int, origin_of(self)]:
        """The values that were counted."""
        return self._counts.keys()

    def values(ref self) -> __DictValues[Self.T, Int, origin_of(self)]:
        """The counts."""
        return self._counts.values()

    def items(ref self) -> __DictItems[Self.T, Int, origin_of(self)]:
        """Values and counts."""
        return self._counts.items()

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        self._counts.write_to(writer)

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        writer.write_string("Counter(")
        self._counts.write_repr_to(writer)
        writer.write_string(")")
