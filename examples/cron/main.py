"""Iterates over the times of cron expressions, in Mojo and in Python: `main.py [EXPRESSION]`."""

import itertools
import sys
import time
from datetime import datetime, timedelta, timezone

import mojo.importer
import cron


def parse_field(text, low, high):
    """Which of the numbers up to `high` a field names."""
    wanted = set()
    for part in text.split(","):
        span, _, step = part.partition("/")
        first, last = low, high
        if span != "*":
            start, dash, end = span.partition("-")
            first = int(start)
            if dash:
                last = int(end)
            elif not step:
                last = first
        wanted.update(range(first, last + 1, int(step or 1)))
    return wanted


def schedule(expression, start):
    """The times of an expression after a time, in seconds since 1970."""
    fields = expression.split()
    limits = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 6)]
    minutes, hours, days, months, weekdays = [parse_field(field, *limit) for field, limit in zip(fields, limits)]
    either_day = fields[2] != "*" and fields[4] != "*"
    now = datetime.fromtimestamp(start // 60 * 60, timezone.utc) + timedelta(minutes=1)
    while True:
        fits = [now.day in days, now.isoweekday() % 7 in weekdays]
        if now.month not in months or not (any(fits) if either_day else all(fits)):
            now = now.replace(hour=0, minute=0) + timedelta(days=1)
        elif now.hour not in hours:
            now = now.replace(minute=0) + timedelta(hours=1)
        elif now.minute not in minutes:
            now += timedelta(minutes=1)
        else:
            yield int(now.timestamp())
            now += timedelta(minutes=1)


def fast_times(expression, start, count):
    """The first times of an expression, from the Mojo module."""
    return list(itertools.islice(iter(cron.Schedule(expression, start).next, None), count))


def slow_times(expression, start, count):
    """The first times of an expression, from Python."""
    return list(itertools.islice(schedule(expression, start), count))


def timed(function, *args):
    """The function's result, and the best of three times in seconds."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        result = function(*args)
        times.append(time.perf_counter() - start)
    return result, min(times)


def main():
    """Iterates twice, compares and tells the times."""
    chosen = sys.argv[1:] or ["*/15 8-18 * * 1-5", "0 0 29 2 *", "30 4 1,15 * 5"]
    start = 1_700_000_000
    fast_time = slow_time = 0.0
    for expression in chosen:
        count = 5 if "29 2" in expression else 5000
        fast, fast_seconds = timed(fast_times, expression, start, count)
        slow, slow_seconds = timed(slow_times, expression, start, count)
        assert fast == slow, expression
        fast_time += fast_seconds
        slow_time += slow_seconds
        print(f"{expression}: {datetime.fromtimestamp(fast[0], timezone.utc):%Y-%m-%d %H:%M}, …")
    print(f"Mojo:   {fast_time:.4f} s")
    print(f"Python: {slow_time:.4f} s ({slow_time / fast_time:.1f} times as long)")


if __name__ == "__main__":
    main()
