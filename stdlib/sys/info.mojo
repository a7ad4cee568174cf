"""Sizes of types, and the machine."""


@rust("rt::mem::size_of::<{T}>")
def size_of[T: AnyType]() -> Int:
    """The size of a value in bytes."""
    ...


@rust("rt::mem::size_of::<{dtype}>")
def size_of[dtype: DType]() -> Int:
    """The size of a number in bytes."""
    ...


@rust("rt::mem::align_of::<{T}>")
def align_of[T: AnyType]() -> Int:
    """The alignment of a value in bytes."""
    ...


@rust("rt::mem::align_of::<{dtype}>")
def align_of[dtype: DType]() -> Int:
    """The alignment of a number in bytes."""
    ...


def bit_width_of[T: AnyType]() -> Int:
    """The size of a value in bits."""
    return size_of[T]() * 8


def bit_width_of[dtype: DType]() -> Int:
    """The size of a number in bits."""
    return size_of[dtype]() * 8


def simd_byte_width() -> Int:
    """The size of a vector register in bytes."""
    return 32


def simd_bit_width() -> Int:
    """The size of a vector register in bits."""
    return 256


def simd_width_of[dtype: DType]() -> Int:
    """How many numbers fit in a vector register."""
    return 32 // dtype.size_of()


def simd_width_of[T: AnyType]() -> Int:
    """How many values fit in a vector register."""
    return 32 // size_of[T]()


@rust("rt::os::processors")
def num_logical_cores() -> Int:
    """How many processors the process may use."""
    ...


@rust("rt::os::processors")
def num_physical_cores() -> Int:
    """How many processors the process may use."""
    ...


@rust("rt::os::processors")
def num_performance_cores() -> Int:
    """How many processors the process may use."""
    ...


def has_accelerator() -> Bool:
    """Whether there is an accelerator that programs can use; there is none."""
    return False


struct CompilationTarget:
    """The machine that is compiled for."""

    @staticmethod
    @rust("rt::os::is_linux")
    def is_linux() -> Bool:
        """Whether the system is Linux."""
        ...

    @staticmethod
    @rust("rt::os::is_macos")
    def is_macos() -> Bool:
        """Whether the system is macOS."""
        ...

    @staticmethod
    @rust("rt::os::is_x86")
    def is_x86() -> Bool:
        """Whether the processor is of the x86 family."""
        ...

    @staticmethod
    @rust("rt::os::is_apple_silicon")
    def is_apple_silicon() -> Bool:
        """Whether the processor is one of Apple's."""
        ...
