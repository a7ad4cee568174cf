"""Sums a column of a CSV file by another, in Mojo and in Python: `main.py [ROWS]`."""

import csv
import os
import random
import sys
import tempfile
import time

import mojo.importer
import csv_scan


def write(path, rows):
    """A file of sales; some names of towns need quotes."""
    choose = random.Random(1)
    towns = ["Lima", "Oslo", 'Ville "La Belle"', "Washington, D.C.", "Zürich", "two\nlines"]
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "town", "product", "amount"])
        for number in range(rows):
            writer.writerow([number, choose.choice(towns), f"article {number % 97}", round(choose.uniform(1, 500), 2)])


def rows_of(text):
    """The rows of a text, as the Mojo module reads them."""
    at, end = 0, len(text)
    while at < end:
        fields = []
        while True:
            if at < end and text[at] == '"':
                field = ""
                while True:
                    close = text.index('"', at + 1)
                    field += text[at + 1 : close]
                    at = close + 1
                    if at >= end or text[at] != '"':
                        break
                    field += '"'
            else:
                start = at
                while at < end and text[at] not in ",\r\n":
                    at += 1
                field = text[start:at]
            fields.append(field)
            if at < end and text[at] == ",":
                at += 1
                continue
            if at < end and text[at] == "\r":
                at += 1
            if at < end and text[at] == "\n":
                at += 1
            break
        yield fields


def totals(path, key, value, reader=None):
    """The sums of one column for each value of another."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = reader(file) if reader else rows_of(file.read())
        names = next(rows)
        key_column, value_column = names.index(key), names.index(value)
        sums = {}
        for fields in rows:
            name = fields[key_column]
            sums[name] = sums.get(name, 0.0) + float(fields[value_column])
    return sums


def timed(function, *args):
    """The function's result, and the best of three times in seconds."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        result = function(*args)
        times.append(time.perf_counter() - start)
    return result, min(times)


def main():
    """Writes a file, reads it in three ways, compares and tells the times."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "sales.csv")
        write(path, rows)
        fast, fast_time = timed(csv_scan.totals, path, "town", "amount")
        slow, slow_time = timed(totals, path, "town", "amount")
        module, module_time = timed(totals, path, "town", "amount", csv.reader)
    assert fast == slow == module, (fast, slow, module)
    print(f"{rows} rows, {len(fast)} towns, {sum(fast.values()):.2f} in all")
    print(f"Mojo:   {fast_time:.3f} s")
    print(f"Python: {slow_time:.3f} s ({slow_time / fast_time:.1f} times as long)")
    print(f"Python with its csv module, which is C: {module_time:.3f} s ({module_time / fast_time:.1f} times as long)")


if __name__ == "__main__":
    main()
