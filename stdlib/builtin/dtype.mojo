"""The element types of numbers."""


@rust("rt::num::DType")
struct DType(Equatable, Hashable, TrivialRegisterPassable, Writable):
    """The type of one lane: `DType.int32`, `DType.float64`, …"""

    @rust("rt::num::DType::is_integral")
    def is_integral(self) -> Bool:
        """Whether this is an integer type."""
        ...

    @rust("rt::num::DType::is_signed")
    def is_signed(self) -> Bool:
        """Whether values can be negative."""
        ...

    @rust("rt::num::DType::is_unsigned")
    def is_unsigned(self) -> Bool:
        """Whether this is an unsigned integer type."""
        ...

    @rust("rt::num::DType::is_float")
    def is_floating_point(self) -> Bool:
        """Whether this is a floating-point type."""
        ...

    @rust("rt::num::DType::is_half")
    def is_half_float(self) -> Bool:
        """Whether this is a 16-bit floating-point type."""
        ...

    @rust("rt::num::DType::is_numeric")
    def is_numeric(self) -> Bool:
        """Whether this is an integer or floating-point type."""
        ...

    @rust("rt::num::DType::size")
    def size_of(self) -> Int:
        """The size of one value in bytes."""
        ...

    @rust("rt::num::DType::bits")
    def bit_width(self) -> Int:
        """The size of one value in bits."""
        ...

    @rust("rt::num::DType::eq")
    def __eq__(self, other: Self) -> Bool:
        ...

    @rust("rt::num::DType::ne")
    def __ne__(self, other: Self) -> Bool:
        ...

    @rust("rt::num::DType::name")
    def __name(self) -> StaticString:
        ...

    @rust("rt::num::DType::scalar_name")
    def __scalar_name(self) -> StaticString:
        """The name of a number of this type: `Int8`."""
        ...

    @rust("rt::num::DType::code")
    def __code(self) -> UInt8:
        ...

    def __hash__[H: Hasher](self, mut hasher: H):
        hasher.update(self.__code())

    def write_to(self, mut writer: Some[Writer]):
        writer.write_string(self.__name())

    def write_repr_to(self, mut writer: Some[Writer]):
        writer.write_string("DType.")
        writer.write_string(self.__name())
