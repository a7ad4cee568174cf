"""Sets of small numbers, a bit each."""

from std.bit import pop_count
from std.builtin.error import __check_index


struct BitSet[size: Int](Boolable, Copyable, Defaultable, Equatable, Movable, Sized, Writable):
    """Numbers below `size`."""

    var _words: Array[UInt64, (Self.size + 63) // 64]

    def __init__(out self):
        """No numbers."""
        self._words = Array[UInt64, (Self.size + 63) // 64](fill=UInt64(0))

    def __len__(self) -> Int:
        """How many numbers there are."""
        var count = 0
        for word in self._words:
            count += Int(pop_count(word))
        return count

    def __bool__(self) -> Bool:
        return len(self) > 0

    def set(mut self, index: Int):
        """Puts a number in."""
        __check_index(index, Self.size)
        self._words[index >> 6] |= UInt64(1) << UInt64(index & 63)

    def clear(mut self, index: Int):
        """Takes a number out."""
        __check_index(index, Self.size)
        self._words[index >> 6] &= ~(UInt64(1) << UInt64(index & 63))

    def toggle(mut self, index: Int):
        """Puts a number in, or takes it out if it is there."""
        __check_index(index, Self.size)
        self._words[index >> 6] ^= UInt64(1) << UInt64(index & 63)

    def test(self, index: Int) -> Bool:
        """Whether a number is there."""
        __check_index(index, Self.size)
        return (self._words[index >> 6] >> UInt64(index & 63)) & 1 == 1

    def __contains__(self, index: Int) -> Bool:
        return index >= 0 and index < Self.size and self.test(index)

    def clear_all(mut self):
        """Takes all numbers out."""
        for i in range(len(self._words)):
            self._words[i] = 0

    def set_all(mut self):
        """Puts all numbers in."""
        for i in range(Self.size):
            self.set(i)

    def toggle_all(mut self):
        """Puts in what is not there and takes out what is."""
        for i in range(Self.size):
            self.toggle(i)

    def union(self, other: Self) -> Self:
        """The numbers in one or both."""
        var result = self.copy()
        for i in range(len(self._words)):
            result._words[i] |= other._words[i]
        return result^

    def intersection(self, other: Self) -> Self:
        """The numbers in both."""
        var result = self.copy()
        for i in range(len(self._words)):
            result._words[i] &= other._words[i]
        return result^

    def difference(self, other: Self) -> Self:
        """The numbers that are not in the other."""
        var result = self.copy()
        for i in range(len(self._words)):
            result._words[i] &= ~other._words[i]
        return result^

    def __or__(self, other: Self) -> Self:
        return self.union(other)

    def __and__(self, other: Self) -> Self:
        return self.intersection(other)

    def __sub__(self, other: Self) -> Self:
        return self.difference(other)

    def __eq__(self, other: Self) -> Bool:
        return self._words == other._words

    def write_to(self, mut writer: Some[Writer]):
        writer.write_string("{")
        var first = True
        for i in range(Self.size):
            if self.test(i):
                if not first:
                    writer.write_string(", ")
                first = False
                writer.write(i)
        writer.write_string("}")

    def write_repr_to(self, mut writer: Some[Writer]):
        writer.write("BitSet[", Self.size, "](")
        self.write_to(writer)
        writer.write_string(")")
