"""Dictionaries, which keep the order of insertion."""

from std.builtin.iteration import __Reversible
from std.builtin.list import __allocate, __deallocate
from std.builtin.reflect import __type_name


struct DictKeyError[K: AnyType](ImplicitlyCopyable, Movable, Writable):
    """Raised when a key is not in a dictionary."""

    var _key: Optional[String]
    """The text of the key, if it has one."""

    def __init__(out self):
        """Without the key."""
        self._key = None

    def __init__(out self, key: Self.K):
        """For a key."""
        comptime if conforms_to(Self.K, Writable):
            self._key = String(key)
        else:
            self._key = None

    def write_to(self, mut writer: Some[Writer]):
        writer.write("DictKeyError[", __type_name[Self.K](), "]()")


@fieldwise_init
struct EmptyDictError(TrivialRegisterPassable, Writable):
    """Raised when an empty dictionary is asked for an entry."""

    def write_to(self, mut writer: Some[Writer]):
        writer.write_string("EmptyDictError()")


@fieldwise_init
struct DictEntry[K: KeyElement, V: Movable](Copyable where conforms_to(V, Copyable), Movable):
    """A key and its value."""

    var key: Self.K
    var value: Self.V

    def reap_value(deinit self) -> Self.V:
        """The value alone."""
        return self.value^


@rust("rt::table::Table")
struct __Table(Copyable, Movable):
    """Which slots hold entries, and where the entries of a hash are. Knows no keys."""

    @rust("rt::table::Table::new")
    def __init__(out self):
        ...

    @rust("rt::table::Table::live")
    def live(self) -> Int:
        """How many entries there are."""
        ...

    @rust("rt::table::Table::used")
    def used(self) -> Int:
        """How many slots are taken by entries and by those that went."""
        ...

    @rust("rt::table::Table::candidate")
    def candidate(self, hash: UInt64, after: Int) -> Int:
        """The next slot after `after` (-1: the first) whose entry may have this hash; -1 if none."""
        ...

    @rust("rt::table::Table::insert")
    def insert(mut self, hash: UInt64) -> Int:
        """Takes the next slot."""
        ...

    @rust("rt::table::Table::remove")
    def remove(mut self, slot: Int):
        ...

    @rust("rt::table::Table::next_live")
    def next_live(self, slot: Int) -> Int:
        """The first slot from `slot` on that holds an entry; -1 if none."""
        ...

    @rust("rt::table::Table::previous_live")
    def previous_live(self, slot: Int) -> Int:
        """The last slot before `slot` that holds an entry; -1 if none."""
        ...

    @rust("rt::table::Table::compact")
    def compact(mut self):
        """Renumbers the slots without those whose entries went."""
        ...

    @rust("rt::table::Table::clear")
    def clear(mut self):
        ...


struct Dict[K: KeyElement, V: Movable](
    Boolable,
    Copyable where conforms_to(V, Copyable),
    Defaultable,
    Equatable where conforms_to(V, Equatable),
    Iterable,
    Movable,
    Sized,
    Writable where conforms_to(K, Writable) and conforms_to(V, Writable),
    __Reversible,
):
    """Values by key."""

    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = __DictKeys[
        Self.K, Self.V, ImmAnyOrigin
    ]
    comptime ReversedType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = __DictKeys[
        Self.K, Self.V, ImmAnyOrigin, True
    ]

    var _table: __Table
    var _entries: Pointer[DictEntry[Self.K, Self.V], MutAnyOrigin]
    var _capacity: Int

    # ---- Construction and destruction ----

    def __init__(out self):
        """No entries."""
        self._table = __Table()
        self._entries = Pointer[DictEntry[Self.K, Self.V], MutAnyOrigin].unsafe_dangling()
        self._capacity = 0

    def __init__(out self, *, capacity: Int):
        """No entries, with room for some."""
        self = Self()
        if capacity > 0:
            self.__make_room(capacity)

    def __init__(out self, var keys: List[Self.K], var values: List[Self.V], *, __dict_literal__: NoneType):
        """From a dictionary display."""
        self = Self(capacity=len(keys))
        keys.reverse()
        values.reverse()
        while len(keys) > 0:
            self[keys.pop()] = values.pop()

    def __init__(out self, *, copy: Self) where conforms_to(Self.V, Copyable):
        self = Self(capacity=copy._table.live())
        var slot = copy._table.next_live(0)
        while slot >= 0:
            ref entry = copy._entries.unsafe_offset(slot)[]
            self.__add(hash(entry.key), entry.key.copy(), entry.value.copy())
            slot = copy._table.next_live(slot + 1)

    def __deinit__(deinit self):
        self.__destroy_entries()
        if self._capacity > 0:
            __deallocate(self._entries, self._capacity)

    @staticmethod
    def fromkeys(keys: List[Self.K], value: Self.V) -> Self where conforms_to(Self.V, Copyable):
        """The same value for several keys."""
        var result = Self()
        for key in keys:
            result[key.copy()] = value.copy()
        return result^

    # ---- Slots ----

    def __slot(self, key: Self.K) -> Int:
        """The slot of a key; -1 if it has none."""
        if self._table.live() == 0:
            return -1
        var number = hash(key)
        var slot = self._table.candidate(number, -1)
        while slot >= 0:
            if self._entries.unsafe_offset(slot)[].key == key:
                return slot
            slot = self._table.candidate(number, slot)
        return -1

    def __slot_of(self, number: UInt64, key: Self.K) -> Int:
        """The slot of a key whose hash is known; -1 if it has none."""
        var slot = self._table.candidate(number, -1)
        while slot >= 0:
            if self._entries.unsafe_offset(slot)[].key == key:
                return slot
            slot = self._table.candidate(number, slot)
        return -1

    def __add(mut self, number: UInt64, var key: Self.K, var value: Self.V) -> Int:
        """Adds an entry for a key that has none."""
        if self._table.used() == self._capacity:
            self.__make_room(0)
        var slot = self._table.insert(number)
        self._entries.unsafe_offset(slot).write(DictEntry[Self.K, Self.V](key^, value^))
        return slot

    @no_inline
    def __make_room(mut self, capacity: Int):
        """Closes gaps if there are many, else makes room for more entries."""
        var used = self._table.used()
        var live = self._table.live()
        var wanted = max(capacity, 8)
        if capacity == 0:
            wanted = self._capacity if live <= used // 2 and used > 8 else max(2 * self._capacity, 8)
        var entries = __allocate[DictEntry[Self.K, Self.V]](wanted)
        var count = 0
        var slot = self._table.next_live(0)
        while slot >= 0:
            entries.unsafe_offset(count).unsafe_write_move_from(self._entries.unsafe_offset(slot))
            count += 1
            slot = self._table.next_live(slot + 1)
        if self._capacity > 0:
            __deallocate(self._entries, self._capacity)
        self._table.compact()
        self._entries = entries
        self._capacity = wanted

    def __take(mut self, slot: Int) -> DictEntry[Self.K, Self.V]:
        """Takes an entry out."""
        self._table.remove(slot)
        return self._entries.unsafe_offset(slot).unsafe_take_pointee()

    def __destroy_entries(mut self):
        var slot = self._table.next_live(0)
        while slot >= 0:
            self._entries.unsafe_offset(slot).unsafe_deinit_pointee()
            slot = self._table.next_live(slot + 1)

    # ---- Access ----

    def __len__(self) -> Int:
        return self._table.live()

    def __bool__(self) -> Bool:
        return self._table.live() > 0

    def __contains__(self, key: Self.K) -> Bool:
        return self.__slot(key) >= 0

    def __getitem__(ref self, key: Self.K) raises DictKeyError[Self.K] -> ref [self] Self.V:
        """The value of a key; raises if there is none."""
        var slot = self.__slot(key)
        if slot < 0:
            raise DictKeyError[Self.K](key)
        return self._entries.unsafe_offset(slot)[].value

    def __setitem__(mut self, var key: Self.K, var value: Self.V):
        """Gives a key a value."""
        var number = hash(key)
        var slot = self.__slot_of(number, key)
        if slot >= 0:
            self._entries.unsafe_offset(slot)[].value = value^
        else:
            _ = self.__add(number, key^, value^)

    def get(self, key: Self.K) -> Optional[Self.V] where conforms_to(Self.V, Copyable):
        """A copy of the value of a key, if it has one."""
        var slot = self.__slot(key)
        if slot < 0:
            return None
        return self._entries.unsafe_offset(slot)[].value.copy()

    def get(self, key: Self.K, var default: Self.V) -> Self.V where conforms_to(Self.V, Copyable):
        """A copy of the value of a key, or `default`."""
        var slot = self.__slot(key)
        if slot < 0:
            return default^
        return self._entries.unsafe_offset(slot)[].value.copy()

    def find(self, key: Self.K) -> Optional[Self.V] where conforms_to(Self.V, Copyable):
        """A copy of the value of a key, if it has one."""
        return self.get(key)

    def setdefault(mut self, var key: Self.K, var default: Self.V) -> ref [self] Self.V:
        """The value of a key, which becomes `default` if it has none."""
        var number = hash(key)
        var slot = self.__slot_of(number, key)
        if slot < 0:
            slot = self.__add(number, key^, default^)
        return self._entries.unsafe_offset(slot)[].value

    def insert(mut self, var key: Self.K, var value: Self.V) -> Optional[DictEntry[Self.K, Self.V]]:
        """Gives a key a value; the entry that it had before, if any."""
        var number = hash(key)
        var slot = self.__slot_of(number, key)
        if slot < 0:
            _ = self.__add(number, key^, value^)
            return None
        var place = self._entries.unsafe_offset(slot)
        var old = place.unsafe_take_pointee()
        place.write(DictEntry[Self.K, Self.V](key^, value^))
        return old^

    def pop(mut self, key: Self.K) raises DictKeyError[Self.K] -> Self.V:
        """Takes an entry out and returns its value; raises if there is none."""
        var slot = self.__slot(key)
        if slot < 0:
            raise DictKeyError[Self.K](key)
        return self.__take(slot).reap_value()

    def pop(mut self, key: Self.K, var default: Self.V) -> Self.V:
        """Takes an entry out and returns its value, or `default` if there is none."""
        var slot = self.__slot(key)
        if slot < 0:
            return default^
        return self.__take(slot).reap_value()

    def popitem(mut self) raises EmptyDictError -> DictEntry[Self.K, Self.V]:
        """Takes the last entry out; raises if there is none."""
        var slot = self._table.previous_live(self._table.used())
        if slot < 0:
            raise EmptyDictError()
        return self.__take(slot)

    def clear(mut self):
        """Destroys all entries."""
        self.__destroy_entries()
        self._table.clear()

    def update(mut self, other: Self) where conforms_to(Self.V, Copyable):
        """Adds copies of the entries of another dictionary."""
        for entry in other.items():
            self[entry.key.copy()] = entry.value.copy()

    def __or__(self, other: Self) -> Self where conforms_to(Self.V, Copyable):
        var result = self.copy()
        result.update(other)
        return result^

    def __ior__(mut self, other: Self) where conforms_to(Self.V, Copyable):
        self.update(other)

    def __eq__(self, other: Self) -> Bool where conforms_to(Self.V, Equatable):
        if len(self) != len(other):
            return False
        for entry in self.items():
            var slot = other.__slot(entry.key)
            if slot < 0 or not (other._entries.unsafe_offset(slot)[].value == entry.value):
                return False
        return True

    def __ne__(self, other: Self) -> Bool where conforms_to(Self.V, Equatable):
        return not (self == other)

    # ---- Iteration ----

    def __iter__(ref self) -> __DictKeys[Self.K, Self.V, ImmAnyOrigin]:
        return __DictKeys[Self.K, Self.V, ImmAnyOrigin](Pointer(to=self))

    def __reversed__(ref self) -> __DictKeys[Self.K, Self.V, ImmAnyOrigin, True]:
        return __DictKeys[Self.K, Self.V, ImmAnyOrigin, True](Pointer(to=self))

    def keys(ref self) -> __DictKeys[Self.K, Self.V, ImmAnyOrigin]:
        """The keys."""
        return __DictKeys[Self.K, Self.V, ImmAnyOrigin](Pointer(to=self))

    def values(ref self) -> __DictValues[Self.K, Self.V, origin_of(self)]:
        """The values."""
        return __DictValues[Self.K, Self.V, origin_of(self)](Pointer(to=self))

    def items(ref self) -> __DictItems[Self.K, Self.V, origin_of(self)]:
        """The entries."""
        return __DictItems[Self.K, Self.V, origin_of(self)](Pointer(to=self))

    def take_items(mut self) -> List[DictEntry[Self.K, Self.V]]:
        """Takes all entries out."""
        var result = List[DictEntry[Self.K, Self.V]](capacity=self._table.live())
        var slot = self._table.next_live(0)
        while slot >= 0:
            result.append(self._entries.unsafe_offset(slot).unsafe_take_pointee())
            slot = self._table.next_live(slot + 1)
        self._table.clear()
        return result^

    # ---- Text ----

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.K, Writable) and conforms_to(Self.V, Writable):
        writer.write_string("{")
        var first = True
        for entry in self.items():
            if not first:
                writer.write_string(", ")
            first = False
            entry.key.write_to(writer)
            writer.write_string(": ")
            entry.value.write_to(writer)
        writer.write_string("}")

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.K, Writable) and conforms_to(
        Self.V, Writable
    ):
        writer.write("Dict[", __type_name[Self.K](), ", ", __type_name[Self.V](), "]({")
        var first = True
        for entry in self.items():
            if not first:
                writer.write_string(", ")
            first = False
            entry.key.write_repr_to(writer)
            writer.write_string(": ")
            entry.value.write_repr_to(writer)
        writer.write_string("})")


struct __DictKeys[K: KeyElement, V: Movable, origin: Origin, backward: Bool = False](
    ImplicitlyCopyable, Iterable, Iterator, Sized
):
    """Steps over the keys of a dictionary, which may change meanwhile."""

    comptime Element = Self.K
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _dict: Pointer[Dict[Self.K, Self.V], Self.origin]
    var _slot: Int

    def __init__(out self, dict: Pointer[Dict[Self.K, Self.V], _]):
        self._dict = dict.unsafe_origin_cast[Self.origin]()
        self._slot = dict[]._table.used() if Self.backward else 0

    def __iter__(ref self) -> Self:
        return self

    def __len__(self) -> Int:
        return len(self._dict[])

    def __contains__(self, key: Self.K) -> Bool:
        return key in self._dict[]

    def __next__(mut self) raises StopIteration -> ref [Self.origin] Self.K:
        comptime if Self.backward:
            var slot = self._dict[]._table.previous_live(self._slot)
            if slot < 0:
                raise StopIteration()
            self._slot = slot
            return self._dict[]._entries.unsafe_offset(slot)[].key
        else:
            var slot = self._dict[]._table.next_live(self._slot)
            if slot < 0:
                raise StopIteration()
            self._slot = slot + 1
            return self._dict[]._entries.unsafe_offset(slot)[].key


struct __DictValues[K: KeyElement, V: Movable, origin: Origin](ImplicitlyCopyable, Iterable, Iterator, Sized):
    """Steps over the values of a dictionary, which may change meanwhile."""

    comptime Element = Self.V
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _dict: Pointer[Dict[Self.K, Self.V], Self.origin]
    var _slot: Int

    def __init__(out self, dict: Pointer[Dict[Self.K, Self.V], Self.origin]):
        self._dict = dict
        self._slot = 0

    def __iter__(ref self) -> Self:
        return self

    def __len__(self) -> Int:
        return len(self._dict[])

    def __next__(mut self) raises StopIteration -> ref [Self.origin] Self.V:
        var slot = self._dict[]._table.next_live(self._slot)
        if slot < 0:
            raise StopIteration()
        self._slot = slot + 1
        return self._dict[]._entries.unsafe_offset(slot)[].value


struct __DictItems[K: KeyElement, V: Movable, origin: Origin](ImplicitlyCopyable, Iterable, Iterator, Sized):
    """Steps over the entries of a dictionary, which may change meanwhile."""

    comptime Element = DictEntry[Self.K, Self.V]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _dict: Pointer[Dict[Self.K, Self.V], Self.origin]
    var _slot: Int

    def __init__(out self, dict: Pointer[Dict[Self.K, Self.V], Self.origin]):
        self._dict = dict
        self._slot = 0

    def __iter__(ref self) -> Self:
        return self

    def __len__(self) -> Int:
        return len(self._dict[])

    def __next__(mut self) raises StopIteration -> ref [Self.origin] DictEntry[Self.K, Self.V]:
        var slot = self._dict[]._table.next_live(self._slot)
        if slot < 0:
            raise StopIteration()
        self._slot = slot + 1
        return self._dict[]._entries.unsafe_offset(slot)[]
