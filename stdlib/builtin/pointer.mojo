"""Addresses of values."""


trait __NeverNull:
    """Values are addresses that are not null, so that null can stand for a missing one."""

    pass


@rust("*mut {T}")
struct Pointer[T: AnyType, origin: Origin](
    Comparable, Hashable, Intable, TrivialRegisterPassable, Writable, __NeverNull
):
    """The address of a value of type `T`, or of the first of several that follow each other."""

    comptime type = Self.T

    @builtin("address_of")
    def __init__(out self, *, ref to: Self.T):
        """The address of a place."""
        ...

    @rust("rt::mem::from_address::<{T}>")
    def __init__(out self, *, unsafe_from_address: Int):
        """The address as a number."""
        ...

    @rust("rt::num::same")
    @implicit
    def __init__[other: Origin](out self, pointer: Pointer[Self.T, other]):
        """The same address under another origin."""
        ...

    @staticmethod
    @rust("rt::mem::dangling::<{T}>")
    def unsafe_dangling() -> Self:
        """An address that is aligned and not null, at which there is nothing."""
        ...

    @builtin("deref")
    def __getitem__(self) -> ref [Self.origin] Self.T:
        """The value at the address."""
        ...

    def __getitem__(self, index: Int) -> ref [Self.origin] Self.T:
        """The value that stands `index` values further on."""
        return self.unsafe_offset(index)[]

    def __getitem__(self, *, unsafe_offset: Int) -> ref [Self.origin] Self.T:
        """The value that stands `unsafe_offset` values further on."""
        return self.unsafe_offset(unsafe_offset)[]

    def __getitem__[dtype: DType](self, index: Scalar[dtype]) -> ref [Self.origin] Self.T:
        """The value that stands `index` values further on."""
        return self.unsafe_offset(Int(index))[]

    def __getitem__[dtype: DType](self, *, unsafe_offset: Scalar[dtype]) -> ref [Self.origin] Self.T:
        """The value that stands `unsafe_offset` values further on."""
        return self.unsafe_offset(Int(unsafe_offset))[]

    # ---- Moving about ----

    @rust("rt::mem::offset")
    def unsafe_offset(self, count: Int) -> Self:
        """The address `count` values further on."""
        ...

    def unsafe_offset[dtype: DType](self, count: Scalar[dtype]) -> Self:
        """The address `count` values further on."""
        return self.unsafe_offset(Int(count))

    def offset(self, count: Int) -> Self:
        """The address `count` values further on."""
        return self.unsafe_offset(count)

    def __add__(self, count: Int) -> Self:
        return self.unsafe_offset(count)

    def __sub__(self, count: Int) -> Self:
        return self.unsafe_offset(-count)

    def __sub__(self, other: Self) -> Int:
        return self.offset_from(other)

    def __iadd__(mut self, count: Int):
        self = self.unsafe_offset(count)

    def __isub__(mut self, count: Int):
        self = self.unsafe_offset(-count)

    @rust("rt::mem::offset_from")
    def offset_from(self, other: Self) -> Int:
        """How many values lie between the addresses."""
        ...

    # ---- Values ----

    @rust("rt::mem::write")
    def write(self, var value: Self.T) where conforms_to(Self.T, Movable):
        """Puts a value where there is none."""
        ...

    @rust("rt::mem::write")
    def unsafe_write(self, var value: Self.T) where conforms_to(Self.T, Movable):
        """Puts a value where there is none."""
        ...

    @rust("rt::mem::write")
    def init_pointee_move(self, var value: Self.T) where conforms_to(Self.T, Movable):
        """Puts a value where there is none."""
        ...

    def init_pointee_copy(self, value: Self.T) where conforms_to(Self.T, Copyable):
        """Puts a copy of a value where there is none."""
        self.write(value.copy())

    @rust("rt::mem::take")
    def unsafe_take_pointee(self) -> Self.T where conforms_to(Self.T, Movable):
        """Takes the value away; nothing is left at the address."""
        ...

    @rust("rt::mem::take")
    def take_pointee(self) -> Self.T where conforms_to(Self.T, Movable):
        """Takes the value away; nothing is left at the address."""
        ...

    @rust("rt::mem::destroy")
    def unsafe_deinit_pointee(self):
        """Destroys the value at the address."""
        ...

    @rust("rt::mem::destroy")
    def destroy_pointee(self):
        """Destroys the value at the address."""
        ...

    def unsafe_write_move_from(self, source: Self) where conforms_to(Self.T, Movable):
        """Moves a value here; nothing is left at `source`."""
        var value = source.unsafe_take_pointee()
        self.write(value^)

    def init_pointee_move_from(self, source: Self) where conforms_to(Self.T, Movable):
        """Moves a value here; nothing is left at `source`."""
        self.unsafe_write_move_from(source)

    def swap_pointees(self, other: Self) where conforms_to(Self.T, Movable):
        """Exchanges the values at two addresses."""
        __swap_pointees(self, other)

    # ---- Numbers in memory ----

    @rust("rt::simd::load::<{dtype}, {width}>")
    def unsafe_load[dtype: DType, //, width: Int = 1](self: Pointer[Scalar[dtype], _], offset: Int = 0) -> SIMD[dtype, width]:
        """Reads `width` numbers, `offset` numbers further on."""
        ...

    def unsafe_load[dtype: DType, index: DType, //, width: Int = 1](
        self: Pointer[Scalar[dtype], _], offset: Scalar[index]
    ) -> SIMD[dtype, width]:
        """Reads `width` numbers, `offset` numbers further on."""
        return self.unsafe_load[width=width](Int(offset))

    @rust("rt::simd::load::<{dtype}, {width}>")
    def load[dtype: DType, //, width: Int = 1](self: Pointer[Scalar[dtype], _], offset: Int = 0) -> SIMD[dtype, width]:
        """Reads `width` numbers, `offset` numbers further on."""
        ...

    @rust("rt::simd::store")
    def unsafe_store[dtype: DType, //, width: Int](self: Pointer[Scalar[dtype], _], offset: Int, value: SIMD[dtype, width]):
        """Writes numbers, `offset` numbers further on."""
        ...

    def unsafe_store[dtype: DType, index: DType, //, width: Int](
        self: Pointer[Scalar[dtype], _], offset: Scalar[index], value: SIMD[dtype, width]
    ):
        """Writes numbers, `offset` numbers further on."""
        self.unsafe_store(Int(offset), value)

    def unsafe_store[dtype: DType, //, width: Int](self: Pointer[Scalar[dtype], _], value: SIMD[dtype, width]):
        """Writes numbers at the address."""
        self.unsafe_store(0, value)

    @rust("rt::simd::store")
    def store[dtype: DType, //, width: Int](self: Pointer[Scalar[dtype], _], offset: Int, value: SIMD[dtype, width]):
        """Writes numbers, `offset` numbers further on."""
        ...

    def store[dtype: DType, //, width: Int](self: Pointer[Scalar[dtype], _], value: SIMD[dtype, width]):
        """Writes numbers at the address."""
        self.unsafe_store(0, value)

    @rust("rt::simd::strided_load::<{dtype}, {width}>")
    def unsafe_strided_load[dtype: DType, //, width: Int](self: Pointer[Scalar[dtype], _], stride: Int) -> SIMD[dtype, width]:
        """Reads numbers that stand `stride` apart."""
        ...

    @rust("rt::simd::strided_store")
    def unsafe_strided_store[dtype: DType, //, width: Int](
        self: Pointer[Scalar[dtype], _], value: SIMD[dtype, width], stride: Int
    ):
        """Writes numbers `stride` apart."""
        ...

    @rust("rt::simd::gather::<{dtype}, {width}, _>")
    def unsafe_gather[dtype: DType, index: DType, //, width: Int](
        self: Pointer[Scalar[dtype], _], offset: SIMD[index, width]
    ) -> SIMD[dtype, width]:
        """Reads numbers at several offsets."""
        ...

    @rust("rt::simd::scatter")
    def unsafe_scatter[dtype: DType, index: DType, //, width: Int](
        self: Pointer[Scalar[dtype], _], offset: SIMD[index, width], value: SIMD[dtype, width]
    ):
        """Writes numbers at several offsets."""
        ...

    # ---- Other views of the same address ----

    @rust("rt::mem::bitcast::<_, {U}>")
    def unsafe_bitcast[U: AnyType](self) -> Pointer[U, Self.origin]:
        """The same address as that of another type."""
        ...

    @rust("rt::mem::bitcast::<_, {U}>")
    def bitcast[U: AnyType](self) -> Pointer[U, Self.origin]:
        """The same address as that of another type."""
        ...

    @rust("rt::num::same")
    def as_imm(self) -> Pointer[Self.T, ImmAnyOrigin]:
        """The same address, read only."""
        ...

    @rust("rt::num::same")
    def as_immut(self) -> Pointer[Self.T, ImmAnyOrigin]:
        """The same address, read only."""
        ...

    @rust("rt::num::same")
    def unsafe_mut_cast[mut: Bool](self) -> Pointer[Self.T, Origin[mut=mut]]:
        """The same address with another mutability."""
        ...

    @rust("rt::num::same")
    def unsafe_origin_cast[other: Origin](self) -> Pointer[Self.T, other]:
        """The same address under another origin."""
        ...

    @rust("rt::num::same")
    def as_noalias_ptr(self) -> Self:
        """The same address."""
        ...

    @rust("rt::num::same")
    def as_unsafe_any_origin(self) -> Pointer[Self.T, MutAnyOrigin]:
        """The same address under an origin that says nothing."""
        ...

    # ---- Memory ----

    @staticmethod
    @rust("rt::mem::alloc::<{T}>")
    def alloc(count: Int) -> Pointer[Self.T, MutAnyOrigin]:
        """Memory for `count` values."""
        ...

    @rust("rt::mem::free")
    def unsafe_free(self):
        """Gives the memory back; destroys nothing."""
        ...

    @rust("rt::mem::free")
    def free(self):
        """Gives the memory back; destroys nothing."""
        ...

    # ---- As a value ----

    @rust("rt::mem::eq")
    def __eq__(self, other: Self) -> Bool:
        ...

    @rust("rt::mem::ne")
    def __ne__(self, other: Self) -> Bool:
        ...

    @rust("rt::mem::lt")
    def __lt__(self, other: Self) -> Bool:
        ...

    @rust("rt::mem::to_address")
    def __int__(self) -> Int:
        ...

    @rust("rt::mem::is_not_null")
    def __bool__(self) -> Bool:
        """Whether the address is not zero."""
        ...

    def __hash__[H: Hasher](self, mut hasher: H):
        hasher.update(self.__int__())

    def write_to(self, mut writer: Some[Writer]):
        writer.write_string(hex(self.__int__()))

    def write_repr_to(self, mut writer: Some[Writer]):
        self.write_to(writer)


@rust("rt::mem::swap_pointees")
def __swap_pointees[T: AnyType](a: Pointer[T, _], b: Pointer[T, _]):
    ...


@rust("rt::mem::alloc::<{T}>")
def alloc[T: AnyType](count: Int) -> Pointer[T, MutAnyOrigin]:
    """Memory for `count` values, without values in it. A failure is a `MemoryError` fault."""
    ...


@rust("rt::mem::Slot<{T}>")
struct __Slot[T: AnyType](Movable):
    """Room for one value that may not be there. Whoever holds it knows, and destroys the value."""

    @rust("rt::mem::Slot::<{T}>::empty")
    def __init__(out self):
        ...

    @rust("rt::mem::slot_pointer")
    def pointer(ref self) -> Pointer[Self.T, MutAnyOrigin]:
        """Where the value is."""
        ...


comptime UnsafePointer = Pointer
comptime OpaquePointer[origin: Origin = MutAnyOrigin] = Pointer[NoneType, origin]
comptime OptionalPointer[T: AnyType, origin: Origin] = Optional[Pointer[T, origin]]
