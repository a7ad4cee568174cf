"""Complex numbers."""

from std.math import hypot, sqrt

comptime ComplexFloat32 = ComplexSIMD[DType.float32, 1]
comptime ComplexFloat64 = ComplexSIMD[DType.float64, 1]
comptime ComplexScalar[dtype: DType] = ComplexSIMD[dtype, 1]


@fieldwise_init
struct ComplexSIMD[dtype: DType, size: Int](Equatable, TrivialRegisterPassable, Writable):
    """Complex numbers, lane by lane."""

    var re: SIMD[Self.dtype, Self.size]
    var im: SIMD[Self.dtype, Self.size]

    def __init__(out self, re: SIMD[Self.dtype, Self.size]):
        """A real number."""
        self.re = re
        self.im = SIMD[Self.dtype, Self.size]()

    def __add__(self, other: Self) -> Self:
        return Self(self.re + other.re, self.im + other.im)

    def __sub__(self, other: Self) -> Self:
        return Self(self.re - other.re, self.im - other.im)

    def __mul__(self, other: Self) -> Self:
        return Self(self.re * other.re - self.im * other.im, self.re * other.im + self.im * other.re)

    def __truediv__(self, other: Self) -> Self:
        var norm = other.squared_norm()
        return Self(
            (self.re * other.re + self.im * other.im) / norm, (self.im * other.re - self.re * other.im) / norm
        )

    def __neg__(self) -> Self:
        return Self(-self.re, -self.im)

    def __eq__(self, other: Self) -> Bool:
        return self.re == other.re and self.im == other.im

    def conj(self) -> Self:
        """With the sign of the imaginary part turned."""
        return Self(self.re, -self.im)

    def squared_norm(self) -> SIMD[Self.dtype, Self.size]:
        """The square of the magnitude."""
        return self.re * self.re + self.im * self.im

    def norm(self) -> SIMD[Self.dtype, Self.size] where Self.dtype.is_floating_point():
        """The magnitude."""
        return hypot(self.re, self.im)

    def __abs__(self) -> SIMD[Self.dtype, Self.size] where Self.dtype.is_floating_point():
        return self.norm()

    def squared_add(self, c: Self) -> Self:
        """`self * self + c`"""
        return Self(
            self.re.fma(self.re, c.re - self.im * self.im), self.re.fma(self.im + self.im, c.im)
        )

    def fma(self, b: Self, c: Self) -> Self:
        """`self * b + c`"""
        return self * b + c

    def write_to(self, mut writer: Some[Writer]):
        writer.write(self.re, " + ", self.im, "i")

    def write_repr_to(self, mut writer: Some[Writer]):
        writer.write("ComplexSIMD(re=", self.re, ", im=", self.im, ")")
