"""Random numbers, from one generator a thread."""


@rust("rt::random::seed_by_time")
def seed():
    """Starts anew from the clock."""
    ...


@rust("rt::random::seed")
def seed(value: Int):
    """Starts anew from a number."""
    ...


@rust("rt::random::float")
def random_float64(min: Float64 = 0.0, max: Float64 = 1.0) -> Float64:
    """A number in [min, max)."""
    ...


@rust("rt::random::signed")
def random_si64(min: Int64, max: Int64) -> Int64:
    """An integer in [min, max]."""
    ...


@rust("rt::random::unsigned")
def random_ui64(min: UInt64, max: UInt64) -> UInt64:
    """An integer in [min, max]."""
    ...


@rust("rt::random::normal")
def randn_float64(mean: Float64 = 0.0, standard_deviation: Float64 = 1.0) -> Float64:
    """A number of a normal distribution."""
    ...


@rust("rt::random::fill_integers")
def randint[dtype: DType](ptr: Pointer[Scalar[dtype], _], size: Int, low: Int, high: Int):
    """Fills memory with integers in [low, high]."""
    ...


def randint[dtype: DType](span: Span[Scalar[dtype], _], low: Int, high: Int):
    """Fills a span with integers in [low, high]."""
    randint(span.unsafe_ptr(), len(span), low, high)


@rust("rt::random::fill_floats")
def rand[dtype: DType](ptr: Pointer[Scalar[dtype], _], size: Int, min: Float64 = 0.0, max: Float64 = 1.0):
    """Fills memory with numbers in [min, max)."""
    ...


def rand[dtype: DType](span: Span[Scalar[dtype], _], min: Float64 = 0.0, max: Float64 = 1.0):
    """Fills a span with numbers in [min, max)."""
    rand(span.unsafe_ptr(), len(span), min, max)


@rust("rt::random::fill_normal")
def randn[dtype: DType](
    ptr: Pointer[Scalar[dtype], _], size: Int, mean: Float64 = 0.0, standard_deviation: Float64 = 1.0
):
    """Fills memory with numbers of a normal distribution."""
    ...


def randn[dtype: DType](span: Span[Scalar[dtype], _], mean: Float64 = 0.0, standard_deviation: Float64 = 1.0):
    """Fills a span with numbers of a normal distribution."""
    randn(span.unsafe_ptr(), len(span), mean, standard_deviation)


def shuffle[T: Movable](mut list: List[T]):
    """Puts the elements in a random order."""
    for i in range(len(list) - 1, 0, -1):
        list.swap_elements(i, Int(random_si64(0, Int64(i))))


@rust("rt::random::Generator")
struct Random(Copyable, Movable):
    """A generator of one's own."""

    @rust("rt::random::Generator::new")
    def __init__(out self, *, seed: Int = 0):
        """Starts from a number."""
        ...

    @rust("rt::random::Generator::word")
    def next_ui64(mut self) -> UInt64:
        """Any 64 bits."""
        ...

    @rust("rt::random::Generator::float")
    def next_float64(mut self, min: Float64 = 0.0, max: Float64 = 1.0) -> Float64:
        """A number in [min, max)."""
        ...

    @rust("rt::random::Generator::signed")
    def next_si64(mut self, min: Int64, max: Int64) -> Int64:
        """An integer in [min, max]."""
        ...

    @rust("rt::random::Generator::normal")
    def next_normal(mut self, mean: Float64 = 0.0, standard_deviation: Float64 = 1.0) -> Float64:
        """A number of a normal distribution."""
        ...
