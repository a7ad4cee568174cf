"""Searches the help texts that Python ships, with an index in Mojo and one in Python: `main.py [QUERY…]`."""

import math
import sys
import time

import pydoc_data.topics

import mojo.importer
import bm25


class Index:
    """Texts by the words that they have."""

    K1 = 1.5
    B = 0.75

    def __init__(self):
        self.postings = {}
        self.lengths = []
        self.words = 0

    def add(self, text):
        """Adds a text."""
        counts = {}
        length = 0
        for word in text.lower().split():
            counts[word] = counts.get(word, 0) + 1
            length += 1
        number = len(self.lengths)
        for word, count in counts.items():
            self.postings.setdefault(word, []).append((number, count))
        self.lengths.append(length)
        self.words += length

    def search(self, query, most):
        """Numbers and scores of the texts that fit best."""
        texts = len(self.lengths)
        mean = self.words / max(texts, 1)
        scores = [0.0] * texts
        for word in query.lower().split():
            postings = self.postings.get(word)
            if postings is None:
                continue
            weight = math.log(1.0 + (texts - len(postings) + 0.5) / (len(postings) + 0.5))
            for text, count in postings:
                norm = 1.0 - self.B + self.B * self.lengths[text] / mean
                scores[text] += weight * count * (self.K1 + 1.0) / (count + self.K1 * norm)
        order = [i for i in range(texts) if scores[i] > 0.0]
        order.sort(key=lambda i: scores[i], reverse=True)
        return [(i, scores[i]) for i in order[:most]]


def build(kind, texts):
    """An index of texts."""
    index = kind()
    for text in texts:
        index.add(text)
    return index


def answers(index, queries):
    """What an index finds for each query."""
    return [index.search(query, 5) for query in queries]


def timed(function, *args):
    """The function's result, and the best of three times in seconds."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        result = function(*args)
        times.append(time.perf_counter() - start)
    return result, min(times)


def main():
    """Builds both indexes, asks them the same, compares and tells the times."""
    paragraphs = [part for text in pydoc_data.topics.topics.values() for part in text.split("\n\n")]
    queries = [" ".join(sys.argv[1:])] if len(sys.argv) > 1 else ["the value of an attribute", "with statement", "import a module"]
    fast, fast_build = timed(build, bm25.Index, paragraphs)
    slow, slow_build = timed(build, Index, paragraphs)
    found, fast_search = timed(answers, fast, queries * 20)
    expected, slow_search = timed(answers, slow, queries * 20)
    for mine, theirs in zip(found, expected):
        assert [number for number, _ in mine] == [number for number, _ in theirs]
        assert all(math.isclose(a, b) for (_, a), (_, b) in zip(mine, theirs))
    print(f"{len(paragraphs)} paragraphs")
    for query, hits in zip(queries, found):
        first = " ".join(paragraphs[hits[0][0]].split())[:60] if hits else "nothing"
        print(f"{query!r}: {first}")
    print(f"Mojo:   {fast_build:.3f} s to build, {fast_search:.4f} s to search")
    print(
        f"Python: {slow_build:.3f} s to build ({slow_build / fast_build:.1f} times as long),"
        f" {slow_search:.4f} s to search ({slow_search / fast_search:.1f} times as long)"
    )


if __name__ == "__main__":
    main()
