"""Draws the Mandelbrot set into a PNG file, computed in Mojo and in Python: `main.py [WIDTH [FILE]]`."""

import struct
import sys
import time
import zlib

import mojo.importer
import mandelbrot


def escape_time(x, y, limit):
    """How many steps the point stays within the circle of radius 2."""
    re = im = 0.0
    for step in range(limit):
        re2 = re * re
        im2 = im * im
        if re2 + im2 > 4.0:
            return step
        im = 2.0 * re * im + y
        re = re2 - im2 + x
    return limit


def render(width, height, limit):
    """The picture's grey values, row by row."""
    pixels = bytearray(width * height)
    for row in range(height):
        y = -1.25 + 2.5 * row / height
        for column in range(width):
            x = -2.25 + 3.0 * column / width
            pixels[row * width + column] = 255 - 255 * escape_time(x, y, limit) // limit
    return pixels


def chunk(kind, data):
    """A part of a PNG file: length, kind, data, checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, pixels):
    """A PNG file of 8-bit grey values."""
    rows = b"".join(b"\0" + pixels[row * width : (row + 1) * width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def timed(function, *args):
    """The function's result, and the seconds that it took."""
    start = time.perf_counter()
    result = function(*args)
    return result, time.perf_counter() - start


def main():
    """Draws, compares and tells the times."""
    width = int(sys.argv[1]) if len(sys.argv) > 1 else 480
    path = sys.argv[2] if len(sys.argv) > 2 else "mandelbrot.png"
    height, limit = width * 5 // 6, 200
    fast, fast_time = timed(mandelbrot.render, width, height, limit)
    slow, slow_time = timed(render, width, height, limit)
    assert fast == slow, "the two pictures differ"
    with open(path, "wb") as file:
        file.write(png(width, height, bytes(fast)))
    print(f"{width}x{height} pixels, {limit} steps, {path}")
    print(f"Mojo:   {fast_time:.3f} s")
    print(f"Python: {slow_time:.3f} s ({slow_time / fast_time:.0f} times as long)")


if __name__ == "__main__":
    main()
