"""Finds nearest neighbours among NumPy points, in Mojo and in Python: `main.py [POINTS]`."""

import sys
import time

import numpy as np

import mojo.importer
import nearest


def neighbours(points, queries, k):
    """The numbers of the k points nearest to each query."""
    points, queries = points.tolist(), queries.tolist()
    result = []
    for query in queries:
        distances = []
        for point in points:
            total = 0.0
            for a, b in zip(point, query):
                total += (a - b) * (a - b)
            distances.append(total)
        result.append(sorted(range(len(distances)), key=distances.__getitem__)[:k])
    return result


def with_numpy(points, queries, k):
    """The same with whole-array operations."""
    distances = ((points[None, :, :] - queries[:, None, :]) ** 2).sum(axis=2)
    return np.argsort(distances, axis=1, kind="stable")[:, :k].tolist()


def timed(function, *args):
    """The function's result, and the best of three times in seconds."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        result = function(*args)
        times.append(time.perf_counter() - start)
    return result, min(times)


def main():
    """Searches in three ways, compares and tells the times."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    random = np.random.default_rng(1)
    points, queries = random.random((count, 16)), random.random((20, 16))
    fast, fast_time = timed(nearest.neighbours, points, queries, 5)
    slow, slow_time = timed(neighbours, points, queries, 5)
    arrays, arrays_time = timed(with_numpy, points, queries, 5)
    assert fast == slow == arrays
    print(f"{count} points, {len(queries)} queries; nearest to the first: {fast[0]}")
    print(f"Mojo:   {fast_time:.4f} s")
    print(f"Python: {slow_time:.4f} s ({slow_time / fast_time:.1f} times as long)")
    print(f"NumPy:  {arrays_time:.4f} s ({arrays_time / fast_time:.1f} times as long)")


if __name__ == "__main__":
    main()
