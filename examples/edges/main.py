"""Finds the edges of a picture, in Mojo and in Python: `main.py [WIDTH [FOLDER]]` writes before.png and after.png."""

import math
import os
import struct
import sys
import time
import zlib

import numpy as np

import mojo.importer
import edges


def picture(width, height):
    """Discs of several greys before a sky that fades."""
    y, x = np.mgrid[0:height, 0:width]
    image = (60 + 120 * y / height).astype(np.uint8)
    for number in range(12):
        middle = (width * (number * 37 % 100) / 100, height * (number * 61 % 100) / 100)
        radius = width * (4 + number % 5) / 60
        image[(x - middle[0]) ** 2 + (y - middle[1]) ** 2 < radius**2] = 40 + number * 17
    return image


def sobel(source):
    """The edges of a picture, as rows of grey values."""
    height, width = source.shape
    rows = source.tolist()
    target = [[0] * width for _ in range(height)]
    for y in range(1, height - 1):
        above, here, below = rows[y - 1], rows[y], rows[y + 1]
        for x in range(1, width - 1):
            across = above[x + 1] + 2 * here[x + 1] + below[x + 1] - above[x - 1] - 2 * here[x - 1] - below[x - 1]
            down = below[x - 1] + 2 * below[x] + below[x + 1] - above[x - 1] - 2 * above[x] - above[x + 1]
            target[y][x] = min(255, int(math.sqrt(across * across + down * down)))
    return target


def chunk(kind, data):
    """A part of a PNG file: length, kind, data, checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write_png(path, image):
    """Writes 8-bit grey values."""
    height, width = image.shape
    rows = b"".join(b"\0" + row.tobytes() for row in image)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)))
        file.write(chunk(b"IEND", b""))


def timed(function, *args):
    """The function's result, and the best of three times in seconds."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        result = function(*args)
        times.append(time.perf_counter() - start)
    return result, min(times)


def main():
    """Filters, compares, writes both pictures and tells the times."""
    width = int(sys.argv[1]) if len(sys.argv) > 1 else 640
    folder = sys.argv[2] if len(sys.argv) > 2 else "pictures"
    before = picture(width, width * 3 // 4)
    after = np.zeros_like(before)
    _, fast_time = timed(edges.sobel, before, after)
    slow, slow_time = timed(sobel, before)
    assert after.tolist() == slow, "the two pictures differ"
    os.makedirs(folder, exist_ok=True)
    write_png(os.path.join(folder, "before.png"), before)
    write_png(os.path.join(folder, "after.png"), after)
    print(f"{before.shape[1]}x{before.shape[0]} pixels, before.png and after.png in {folder}")
    print(f"Mojo:   {fast_time:.5f} s")
    print(f"Python: {slow_time:.5f} s ({slow_time / fast_time:.0f} times as long)")


if __name__ == "__main__":
    main()
