"""Python objects."""

from std.python.conversions import ConvertibleFromPython, ConvertibleToPython, __Native
from std.python._cpython import PyObjectPtr


@rust("py::object::Object")
struct PythonObject(
    Boolable,
    ConvertibleFromPython,
    ConvertibleToPython,
    Defaultable,
    Hashable,
    Identifiable,
    ImplicitlyCopyable,
    SizedRaising,
    Writable,
):
    """A reference to a Python object. Operators and members are those of the object."""

    # ---- Construction ----

    def __init__(out self, var values: List[PythonObject], *, __list_literal__: NoneType) raises:
        """A list."""
        self = __list(values.unsafe_ptr(), len(values))

    def __init__(out self, var values: List[PythonObject], *, __set_literal__: NoneType) raises:
        """A set."""
        self = __set(values.unsafe_ptr(), len(values))

    def __init__(
        out self, var keys: List[PythonObject], var values: List[PythonObject], *, __dict_literal__: NoneType
    ) raises:
        """A dictionary."""
        self = __dict(keys.unsafe_ptr(), values.unsafe_ptr(), len(keys))

    @rust("py::object::none")
    def __init__(out self):
        """`None`"""
        ...

    @rust("py::object::from_none")
    @implicit
    def __init__(out self, none: NoneType):
        """`None`"""
        ...

    @rust("py::convert::from_number")
    @implicit
    def __init__(out self, value: Bool):
        """A truth value."""
        ...

    @rust("py::convert::from_number")
    @implicit
    def __init__[dtype: DType](out self, value: Scalar[dtype]):
        """A number."""
        ...

    @rust("py::convert::from_text")
    @implicit
    def __init__(out self, text: StringSpan) raises:
        """A text."""
        ...

    @implicit
    def __init__(out self, text: String) raises:
        """A text."""
        self = Self(StringSpan(text))

    @implicit
    def __init__(out self, slice: Slice) raises:
        """A slice."""
        self = __slice(__bound(slice.start), __bound(slice.end), __bound(slice.step))

    @implicit
    def __init__(out self, slice: StridedSlice) raises:
        """A slice."""
        self = __slice(__bound(slice.start), __bound(slice.end), __bound(slice.step))

    @implicit
    def __init__[T: ConvertibleToPython](out self, var value: T) raises where not conforms_to(T, __Native):
        """The object of a value."""
        self = value^.to_python_object()

    @rust("py::object::same")
    def __init__(out self, *, py: PythonObject) raises:
        """The same object."""
        ...

    def __init__[T: Movable](out self, *, var alloc: T) raises:
        """An object that holds a value of a type that is bound to Python."""
        self = __alloc(__python_class[T](), alloc^)

    @rust("py::object::from_owned")
    def __init__(out self, *, from_owned: PyObjectPtr):
        """The object at an address; its reference is taken over."""
        ...

    @rust("py::object::from_borrowed")
    def __init__(out self, *, from_borrowed: PyObjectPtr):
        """The object at an address, with a reference of its own."""
        ...

    @staticmethod
    @rust("py::build::empty_dict")
    def __empty_dict() raises -> PythonObject:
        ...

    # ---- The pointer behind it ----

    @rust("py::object::as_pointer")
    def unsafe_ptr(self) -> PyObjectPtr:
        """The address of the object."""
        ...

    @rust("py::object::into_pointer")
    def steal_data(var self) -> PyObjectPtr:
        """The address of the object, with its reference."""
        ...

    def downcast_value_ptr[T: AnyType](self) raises -> Pointer[T, MutAnyOrigin]:
        """The value inside of the object; raises if it is of another type."""
        return __downcast[T](__python_class[T](), self)

    def downcast_value_ptr[T: AnyType](self, *, func: Optional[StaticString]) raises -> Pointer[T, MutAnyOrigin]:
        """The value inside of the object; raises if it is of another type."""
        return __downcast[T](__python_class[T](), self)

    @rust("py::class::unchecked::<{T}>")
    def unchecked_downcast_value_ptr[T: AnyType](self) -> Pointer[T, MutAnyOrigin]:
        """The value inside of the object, which is known to be of the type."""
        ...

    @rust("py::convert::to_address")
    def unsafe_get_as_pointer[dtype: DType](self) raises -> Pointer[Scalar[dtype], MutAnyOrigin]:
        """The number as an address."""
        ...

    # ---- Members, items, calls ----

    def __getattr__(self, name: StringLiteral["_obj_ptr"]) -> PyObjectPtr:
        """The address of the object; false if it is null."""
        return self.unsafe_ptr()

    @rust("py::access::attribute")
    def __getattr__(self, name: StaticString) raises -> PythonObject:
        ...

    @rust("py::access::set_attribute")
    def __setattr__(self, name: StaticString, value: PythonObject) raises:
        ...

    @rust("py::access::item")
    def __getitem__(self, *indices: PythonObject) raises -> PythonObject:
        ...

    @rust("py::access::set_item")
    def __setitem__(self, *indices_and_value: PythonObject) raises:
        ...

    @rust("py::access::delete_item")
    def __delitem__(self, *indices: PythonObject) raises:
        ...

    @rust("py::call::call")
    def __call__(self, *args: PythonObject, var **kwargs: PythonObject) raises -> PythonObject:
        ...

    @rust("py::access::contains")
    def __contains__(self, value: PythonObject) raises -> Bool:
        ...

    @rust("py::convert::length")
    def __len__(self) raises -> Int:
        ...

    @rust("py::convert::is_true")
    def __bool__(self) -> Bool:
        ...

    @rust("py::object::is")
    def __is__(self, other: PythonObject) -> Bool:
        ...

    @rust("py::iterate::iterate")
    def __iter__(self) raises -> __PythonIterator:
        ...

    # ---- Operators ----

    @rust("py::operator::neg")
    def __neg__(self) raises -> PythonObject:
        ...

    @rust("py::operator::pos")
    def __pos__(self) raises -> PythonObject:
        ...

    @rust("py::operator::invert")
    def __invert__(self) raises -> PythonObject:
        ...

    @rust("py::operator::abs")
    def __abs__(self) raises -> PythonObject:
        ...

    @rust("py::operator::add")
    def __add__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::sub")
    def __sub__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::mul")
    def __mul__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::matmul")
    def __matmul__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::truediv")
    def __truediv__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::floordiv")
    def __floordiv__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::modulo")
    def __mod__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::pow")
    def __pow__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::and")
    def __and__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::or")
    def __or__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::xor")
    def __xor__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::lshift")
    def __lshift__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::rshift")
    def __rshift__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::radd")
    def __radd__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::rsub")
    def __rsub__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::rmul")
    def __rmul__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::rmatmul")
    def __rmatmul__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::rtruediv")
    def __rtruediv__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::rfloordiv")
    def __rfloordiv__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::rmodulo")
    def __rmod__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::rpow")
    def __rpow__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::rand")
    def __rand__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::ror")
    def __ror__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::rxor")
    def __rxor__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::rlshift")
    def __rlshift__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::rrshift")
    def __rrshift__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::iadd")
    def __iadd__(mut self, other: PythonObject) raises:
        ...

    @rust("py::operator::isub")
    def __isub__(mut self, other: PythonObject) raises:
        ...

    @rust("py::operator::imul")
    def __imul__(mut self, other: PythonObject) raises:
        ...

    @rust("py::operator::imatmul")
    def __imatmul__(mut self, other: PythonObject) raises:
        ...

    @rust("py::operator::itruediv")
    def __itruediv__(mut self, other: PythonObject) raises:
        ...

    @rust("py::operator::ifloordiv")
    def __ifloordiv__(mut self, other: PythonObject) raises:
        ...

    @rust("py::operator::imodulo")
    def __imod__(mut self, other: PythonObject) raises:
        ...

    @rust("py::operator::ipow")
    def __ipow__(mut self, other: PythonObject) raises:
        ...

    @rust("py::operator::iand")
    def __iand__(mut self, other: PythonObject) raises:
        ...

    @rust("py::operator::ior")
    def __ior__(mut self, other: PythonObject) raises:
        ...

    @rust("py::operator::ixor")
    def __ixor__(mut self, other: PythonObject) raises:
        ...

    @rust("py::operator::ilshift")
    def __ilshift__(mut self, other: PythonObject) raises:
        ...

    @rust("py::operator::irshift")
    def __irshift__(mut self, other: PythonObject) raises:
        ...

    @rust("py::operator::divmod")
    def __divmod__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::eq")
    def __eq__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::ne")
    def __ne__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::lt")
    def __lt__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::le")
    def __le__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::gt")
    def __gt__(self, other: PythonObject) raises -> PythonObject:
        ...

    @rust("py::operator::ge")
    def __ge__(self, other: PythonObject) raises -> PythonObject:
        ...

    # ---- To values ----

    @rust("py::convert::to_bool")
    def __truth(self) raises -> Bool:
        ...

    @rust("py::convert::to_text")
    def __to_string(self) raises -> String:
        ...

    @rust("py::convert::to_int")
    def __to_int(self) raises -> Int:
        ...

    @rust("py::convert::to_uint")
    def __to_uint(self) raises -> UInt:
        ...

    @rust("py::convert::to_float")
    def __to_float(self) raises -> Float64:
        ...

    @rust("py::convert::show")
    def __show(self) -> String:
        ...

    @rust("py::convert::show_repr")
    def __show_repr(self) -> String:
        ...

    @rust("py::convert::hash_or_fault")
    def __hash_value(self) -> Int:
        ...

    def to_python_object(var self) raises -> PythonObject:
        """The same object."""
        return self^

    def write_to(self, mut writer: Some[Writer]):
        writer.write_string(self.__show())

    def write_repr_to(self, mut writer: Some[Writer]):
        writer.write_string("PythonObject(")
        writer.write_string(self.__show_repr())
        writer.write_string(")")

    @rust("py::convert::hash")
    def __hash__(self) raises -> Int:
        ...

    def __hash__[H: Hasher](self, mut hasher: H):
        hasher.update(self.__hash_value())


@rust("py::iterate::Iterator")
struct __PythonIterator(Copyable, Movable):
    """An iterator of Python's."""

    @rust("py::iterate::has_next")
    def __has_next__(mut self) raises -> Bool:
        """Whether there is another element."""
        ...

    @rust("py::iterate::next")
    def __next__(mut self) -> PythonObject:
        """The element that `__has_next__` has found."""
        ...

    def __iter__(self) -> Self:
        return self.copy()


@rust("py::class::ClassRef")
struct PythonClass(TrivialRegisterPassable):
    """What is known of the Python class of a type."""

    pass


@builtin("python_class")
def __python_class[T: AnyType]() -> PythonClass:
    """The class of a type."""
    ...


@rust("py::class::alloc::<{T}>")
def __alloc[T: Movable](python_class: PythonClass, var value: T) raises -> PythonObject:
    ...


@rust("py::class::downcast::<{T}>")
def __downcast[T: AnyType](python_class: PythonClass, object: PythonObject) raises -> Pointer[T, MutAnyOrigin]:
    ...


def __bound(value: Optional[Int]) -> PythonObject:
    """A part of a slice."""
    return PythonObject(value.value()) if value else PythonObject()


@rust("py::convert::slice")
def __slice(start: PythonObject, end: PythonObject, step: PythonObject) raises -> PythonObject:
    ...


@rust("py::build::list")
def __list(values: Pointer[PythonObject, _], length: Int) raises -> PythonObject:
    ...


@rust("py::build::tuple")
def __tuple(values: Pointer[PythonObject, _], length: Int) raises -> PythonObject:
    ...


@rust("py::build::set")
def __set(values: Pointer[PythonObject, _], length: Int) raises -> PythonObject:
    ...


@rust("py::build::dict")
def __dict(keys: Pointer[PythonObject, _], values: Pointer[PythonObject, _], length: Int) raises -> PythonObject:
    ...
