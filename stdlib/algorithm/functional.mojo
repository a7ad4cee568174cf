"""Functions that call a function many times."""


def vectorize[F: def[width: Int](i: Int) -> None, //, simd_width: Int, /, *, unroll_factor: Int = 1](size: Int, func: F):
    """Calls `func[simd_width](i)` for every `simd_width`-th number, and `func[1](i)` for the rest."""
    var i = 0
    while i + simd_width <= size:
        func[simd_width](i)
        i += simd_width
    while i < size:
        func[1](i)
        i += 1


def vectorize[
    func: def[width: Int](i: Int) capturing [_] -> None, simd_width: Int, /, *, unroll_factor: Int = 1, size: Int = 0
](count: Int):
    """Calls `func[simd_width](i)` for every `simd_width`-th number, and `func[1](i)` for the rest."""
    var i = 0
    while i + simd_width <= count:
        func[simd_width](i)
        i += simd_width
    while i < count:
        func[1](i)
        i += 1


def map[F: def(Int) -> None](size: Int, func: F):
    """Calls a function for every number below `size`."""
    for i in range(size):
        func(i)


def __call[F: def(Int) -> None](environment: Pointer[F, MutAnyOrigin], i: Int):
    environment[](i)


@rust("rt::sync::parallel")
def __parallel[F: AnyType](
    environment: Pointer[F, MutAnyOrigin],
    function: def(Pointer[F, MutAnyOrigin], Int) thin -> None,
    count: Int,
    workers: Int,
):
    """Calls a function for every number below `count`, on several threads at once."""
    ...


def parallelize[F: def(Int) -> None](func: F, num_work_items: Int, num_workers: Int = 0):
    """Calls a function for every number below `num_work_items`, on several threads at once."""
    __parallel(Pointer(to=func), __call[F], num_work_items, num_workers)


def parallelize[func: def(Int) capturing [_] -> None](num_work_items: Int, num_workers: Int = 0):
    """Calls a function for every number below `num_work_items`, on several threads at once."""
    parallelize(func, num_work_items, num_workers)


def sync_parallelize[F: def(Int) -> None](func: F, num_work_items: Int):
    """Calls a function for every number below `num_work_items`, on several threads at once."""
    __parallel(Pointer(to=func), __call[F], num_work_items, 0)


def sync_parallelize[func: def(Int) capturing [_] -> None](num_work_items: Int):
    """Calls a function for every number below `num_work_items`, on several threads at once."""
    parallelize(func, num_work_items)


def tile[F: def(Int, Int) -> None](func: F, tile_size: Int, size: Int):
    """Calls a function with the start and the length of every tile."""
    var i = 0
    while i < size:
        func(i, min(tile_size, size - i))
        i += tile_size


def unswitch[F: def[switch: Bool]() -> None](condition: Bool, func: F):
    """Calls `func` with the condition as a compile-time value."""
    if condition:
        func[True]()
    else:
        func[False]()
