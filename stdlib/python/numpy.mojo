"""NumPy's arrays, without a copy where one is not asked for."""

from std.python.python import Python
from std.python.python_object import PythonObject


struct NumPyView[dtype: DType, rank: Int, origin: Origin](Copyable, Movable):
    """The elements of an array, and its extents."""

    var data: Span[Scalar[Self.dtype], Self.origin]
    """The elements, the last index counting fastest."""

    var shape: Array[Int, Self.rank]
    """The extents."""

    def __init__(out self, data: Span[Scalar[Self.dtype], Self.origin], var shape: Array[Int, Self.rank]):
        """Elements with extents."""
        self.data = data
        self.shape = shape^


def __check(array: PythonObject, function: StringSpan, wanted: StringSpan, rank: Int) raises:
    """Raises unless an array has a type of elements and a number of extents, and lies in one piece."""
    var ndim = Int(py=array.ndim)
    if ndim != rank:
        raise Error(function, ": expected a ", rank, "-D array, got ndim=", ndim)
    var found = String(py=array.dtype)
    if found != wanted:
        raise Error(function, ": dtype mismatch: array is '", found, "' but '", wanted, "' was requested")
    if not Bool(py=array.flags.c_contiguous):
        raise Error(function, ": array must be C-contiguous")


def __elements[dtype: DType, origin: Origin](array: PythonObject, count: Int) raises -> Span[Scalar[dtype], origin]:
    var address = Int(py=array.ctypes.data)
    if count == 0 or address == 0:
        return Span[Scalar[dtype], origin](unsafe_ptr=Pointer[Scalar[dtype], origin].unsafe_dangling(), length=0)
    return Span[Scalar[dtype], origin](
        unsafe_ptr=Pointer[Scalar[dtype], origin](unsafe_from_address=address), length=count
    )


def from_numpy_array[mut: Bool, //, dtype: DType, origin: Origin[mut=mut]](
    ref [origin] array: PythonObject
) raises -> Span[Scalar[dtype], origin]:
    """The elements of an array with one extent. Raises if they are of another type or do not lie in one piece."""
    __check(array, "from_numpy_array", __name_of[dtype](), 1)
    return __elements[dtype, origin](array, Int(py=array.size))


def from_numpy_tensor[mut: Bool, //, dtype: DType, rank: Int, origin: Origin[mut=mut]](
    ref [origin] array: PythonObject
) raises -> NumPyView[dtype, rank, origin]:
    """The elements of an array with `rank` extents. Raises if they are of another type or do not lie in one piece."""
    __check(array, "from_numpy_tensor", __name_of[dtype](), rank)
    var shape = Array[Int, rank](fill=0)
    for i in range(rank):
        shape[i] = Int(py=array.shape[i])
    return NumPyView[dtype, rank, origin](__elements[dtype, origin](array, Int(py=array.size)), shape^)


def copy_to_numpy_array[dtype: DType](data: Span[Scalar[dtype], _]) raises -> PythonObject:
    """A new array with one extent that holds copies of the numbers."""
    var result = Python.import_module("numpy").empty(len(data), dtype=PythonObject(__name_of[dtype]()))
    var target = __elements[dtype, MutAnyOrigin](result, len(data))
    for i in range(len(data)):
        target[i] = data[i]
    return result


def copy_to_numpy_tensor[dtype: DType, rank: Int](
    data: Span[Scalar[dtype], _], shape: Array[Int, rank]
) raises -> PythonObject:
    """A new array with `rank` extents that holds copies of the numbers, the last index counting fastest."""
    var count = 1
    var extents = Python.list()
    for i in range(rank):
        if shape[i] < 0:
            raise Error("copy_to_numpy_tensor: negative extent ", shape[i])
        count *= shape[i]
        extents.append(shape[i])
    if count != len(data):
        raise Error("copy_to_numpy_tensor: the extents ask for ", count, " numbers, got ", len(data))
    return copy_to_numpy_array(data).reshape(extents)


def __name_of[dtype: DType]() -> StaticString:
    """What NumPy calls a type of numbers."""
    comptime if dtype == DType.int:
        return "int64"
    elif dtype == DType.uint:
        return "uint64"
    elif dtype == DType.bool:
        return "bool"
    elif dtype == DType.int8:
        return "int8"
    elif dtype == DType.int16:
        return "int16"
    elif dtype == DType.int32:
        return "int32"
    elif dtype == DType.int64:
        return "int64"
    elif dtype == DType.uint8:
        return "uint8"
    elif dtype == DType.uint16:
        return "uint16"
    elif dtype == DType.uint32:
        return "uint32"
    elif dtype == DType.uint64:
        return "uint64"
    elif dtype == DType.float16:
        return "float16"
    elif dtype == DType.float32:
        return "float32"
    else:
        comptime assert dtype == DType.float64, "NumPy has no such numbers"
        return "float64"
