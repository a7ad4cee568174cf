"""Counts the words of a file, in Mojo and in Python: `main.py [FILE]`. Without one, of the help texts that Python ships."""

import string
import sys
import time
from collections import Counter

import pydoc_data.topics

import mojo.importer
import word_count


def statistics(path, most):
    """Lines, words and the most frequent words of a file."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    counts = Counter()
    words = 0
    longest = ""
    for part in text.split():
        word = part.strip(string.punctuation).lower()
        if not word:
            continue
        words += 1
        counts[word] += 1
        if len(word) > len(longest):
            longest = word
    return {
        "lines": len(text.splitlines()),
        "words": words,
        "distinct": len(counts),
        "longest": longest,
        "common": counts.most_common(most),
    }


def timed(function, *args):
    """The function's result, and the best of three times in seconds."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        result = function(*args)
        times.append(time.perf_counter() - start)
    return result, min(times)


def main():
    """Counts, compares and tells the times."""
    path = sys.argv[1] if len(sys.argv) > 1 else pydoc_data.topics.__file__
    fast, fast_time = timed(word_count.statistics, path, 5)
    slow, slow_time = timed(statistics, path, 5)
    assert fast == slow, (fast, slow)
    print(f"{fast['lines']} lines, {fast['words']} words, {fast['distinct']} distinct")
    print("most frequent:", ", ".join(f"{word} ({count})" for word, count in fast["common"]))
    print(f"Mojo:   {fast_time:.4f} s")
    print(f"Python: {slow_time:.4f} s ({slow_time / fast_time:.1f} times as long)")


if __name__ == "__main__":
    main()
