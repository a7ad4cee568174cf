"""What `**kwargs` is inside its function."""

from std.python.conversions import ConvertibleFromPython, __entries, __entry_key, __entry_value, __next_entry
from std.builtin.dict import DictEntry, DictKeyError, __DictItems, __DictKeys, __DictValues


struct StringDict[V: Movable](
    Boolable,
    Copyable where conforms_to(V, Copyable),
    Defaultable,
    Movable,
    Sized,
    Writable where conforms_to(V, Writable),
):
    """Values by name."""

    var _dict: Dict[String, Self.V]

    def __init__(out self):
        """No entries."""
        self._dict = Dict[String, Self.V]()

    def __init__(out self, var dict: Dict[String, Self.V]):
        """From a dictionary."""
        self._dict = dict^

    def __init__(out self, *, from_python: PythonObject) raises where conforms_to(Self.V, ConvertibleFromPython):
        """The keyword arguments in a Python dictionary; a null object is an empty one."""
        self._dict = Dict[String, Self.V]()
        var entries = __entries(from_python)
        while __next_entry(entries):
            self._dict[String(py=__entry_key(entries))] = Self.V(py=__entry_value(entries))

    def __len__(self) -> Int:
        return len(self._dict)

    def __bool__(self) -> Bool:
        return len(self._dict) > 0

    def __contains__(self, key: String) -> Bool:
        return key in self._dict

    def __getitem__(ref self, key: String) raises DictKeyError[String] -> ref [self] Self.V:
        """The value of a name; raises if there is none."""
        return self._dict[key]

    def __setitem__(mut self, var key: String, var value: Self.V):
        """Gives a name a value."""
        self._dict[key^] = value^

    def get(self, key: String) -> Optional[Self.V] where conforms_to(Self.V, Copyable):
        """A copy of the value of a name, if it has one."""
        return self._dict.get(key)

    def get(self, key: String, var default: Self.V) -> Self.V where conforms_to(Self.V, Copyable):
        """A copy of the value of a name, or `default`."""
        return self._dict.get(key, default^)

    def find(self, key: String) -> Optional[Self.V] where conforms_to(Self.V, Copyable):
        """A copy of the value of a name, if it has one."""
        return self._dict.get(key)

    def pop(mut self, key: String) raises DictKeyError[String] -> Self.V:
        """Takes a value out; raises if there is none."""
        return self._dict.pop(key)

    def pop(mut self, key: String, var default: Self.V) -> Self.V:
        """Takes a value out, or `default` if there is none."""
        return self._dict.pop(key, default^)

    def __iter__(ref self) -> __DictKeys[String, Self.V, origin_of(self)]:
        return self._dict.keys()

    def keys(ref self) -> __DictKeys[String, Self.V, origin_of(self)]:
        """The names."""
        return self._dict.keys()

    def values(ref self) -> __DictValues[String, Self.V, origin_of(self)]:
        """The values."""
        return self._dict.values()

    def items(ref self) -> __DictItems[String, Self.V, origin_of(self)]:
        """The entries."""
        return self._dict.items()

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.V, Writable):
        self._dict.write_to(writer)

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.V, Writable):
        self._dict.write_repr_to(writer)


comptime OwnedKwargsDict = StringDict
