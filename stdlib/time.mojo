"""Clocks."""


@rust("rt::time::monotonic")
def monotonic() -> Int:
    """Nanoseconds on a clock that never goes back."""
    ...


@rust("rt::time::monotonic")
def perf_counter_ns() -> Int:
    """Nanoseconds on a clock for measuring."""
    ...


def perf_counter() -> Float64:
    """Seconds on a clock for measuring."""
    return Float64(monotonic()) / 1e9


@rust("rt::time::sleep")
def sleep(seconds: Float64):
    """Waits."""
    ...


def sleep(seconds: UInt):
    """Waits."""
    sleep(Float64(seconds))


def time_function[F: def() -> None](function: F) -> Int:
    """How many nanoseconds a call takes."""
    var start = monotonic()
    function()
    return monotonic() - start
