"""Measures 17 kernels, each written for every peer: `python benches/kernels/run.py [--reference MOJO] [--only NAMES]`.

Builds all peers first: our module with the flags of a normal import, C with `-O3 -march=native`, Rust (PyO3) with and without
`target-cpu=native`, and the reference compiler's if `--reference` names its program. NumPy and Numba take part if they are
installed. Times are the thread's processor time in milliseconds, the least of all rounds; all peers are in one process and
take turns. Results are compared with C's before anything is timed.
"""

import os

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[variable] = "1"

import argparse
import ctypes
import importlib.util
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

import kern_py as python

HERE = Path(__file__).resolve().parent
OUT = HERE.parents[1] / "target/kernels"
COLUMNS = ["mojoxide", "reference", "c", "rust", "rust-native", "numba", "numpy", "python"]
N = 10_000_000


def run(*command, **variables):
    done = subprocess.run(list(map(str, command)), env={**os.environ, **variables})
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with status {done.returncode}")


def build(reference):
    """Builds the peers; says where their modules are."""
    OUT.mkdir(parents=True, exist_ok=True)
    mojoxide = shutil.which("mojoxide", path=os.path.dirname(sys.executable)) or shutil.which("mojoxide")
    found = {"mojoxide": OUT / "mojoxide.so", "c": OUT / "c.so"}
    run(mojoxide, "build", HERE / "kern_mojo.mojo", "-o", found["mojoxide"])
    run("g++", "-O3", "-march=native", "-fPIC", "-shared", HERE / "kern_c.cpp", "-o", found["c"])
    for name, flags in {"rust": "", "rust-native": "-C target-cpu=native"}.items():
        manifest = HERE / "rust/Cargo.toml"
        run("cargo", "build", "--release", "--quiet", "--manifest-path", manifest, "--target-dir", OUT / name,
            RUSTFLAGS=flags, PYO3_PYTHON=sys.executable)
        found[name] = OUT / name / "release/libkern_rust.so"
    if reference:
        found["reference"] = OUT / "reference.so"
        run(reference, "build", HERE / "kern_mojo.mojo", "--emit", "shared-lib", "-o", found["reference"])
    return found


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_c(path):
    library = ctypes.CDLL(str(path))
    integer, address, number, single, text = (
        ctypes.c_int64, ctypes.c_void_p, ctypes.c_double, ctypes.c_float, ctypes.c_char_p,
    )
    for names, result, *arguments in [
        ("mandelbrot", integer, integer, integer),
        ("matmul", None, address, address, address, integer),
        ("matmul_list", number, integer),
        ("sum_f64 sum_f64_simd", number, address, integer),
        ("dot_f32 dot_f32_simd", single, address, address, integer),
        ("nbody", number, integer),
        ("sieve_u8 sieve_bool str_append str_join", integer, integer),
        ("word_count", integer, text, integer),
        ("sort_int", integer, address, integer),
        ("levenshtein", integer, text, text),
        ("knn knn_simd", integer, address, integer, address, integer),
    ]:
        for name in names.split():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
    return library


class Data:
    """What the kernels work on."""

    def __init__(self):
        random = np.random.default_rng(1)
        self.a = (np.arange(256 * 256) % 17 * 0.5).reshape(256, 256)
        self.b = (np.arange(256 * 256) % 13 * 0.25).reshape(256, 256)
        self.c = np.zeros((256, 256))
        self.numbers = random.random(N)
        self.left = random.random(N, dtype=np.float32)
        self.right = random.random(N, dtype=np.float32)
        self.integers = random.integers(0, 1 << 40, 1_000_000)
        self.points = random.random((10_000, 128), dtype=np.float32)
        self.queries = random.random((100, 128), dtype=np.float32)
        self.text = python.text_10mb()
        self.words = python.two_strings()


def kernels(found, data):
    """By name: the calls of all peers."""
    modules = {name: load("kern_mojo" if name in ("mojoxide", "reference") else "kern_rust", path)
               for name, path in found.items() if name != "c"}
    c = load_c(found["c"])
    a, b, out, numbers, left, right, integers, points, queries = (
        array.ctypes.data
        for array in (data.a, data.b, data.c, data.numbers, data.left, data.right, data.integers, data.points, data.queries)
    )
    rust, native = modules["rust"], modules["rust-native"]
    encoded = data.text.encode()
    first, second = data.words

    def peers(name, *arguments, c_arguments=None, **others):
        calls = {peer: (getattr(module, name), arguments) for peer, module in modules.items()}
        calls["c"] = (getattr(c, name), c_arguments or arguments)
        for peer, call in others.items():
            if call[0] is not None:
                calls[peer.replace("_", "-")] = call
        return calls

    def numba(name, *arguments):
        return (getattr(python, name, None), arguments)

    return {
        "mandelbrot 512": peers(
            "mandelbrot", 512, 200, numba=numba("nb_mandelbrot", 512, 200), numpy=(python.np_mandelbrot, (512, 200)),
            python=(python.mandelbrot, (512, 200)), rust_native_fma=(native.mandelbrot_fma, (512, 200))),
        "matmul 256, pointers": peers(
            "matmul", a, b, out, 256, numba=numba("nb_matmul", data.a, data.b, data.c), numpy=(np.matmul, (data.a, data.b))),
        "matmul 256, List": peers("matmul_list", 256, python=(python.matmul_list, (256,))),
        "sum f64 10M": peers("sum_f64", numbers, N, numba=numba("nb_sum", data.numbers)),
        "sum f64 10M, SIMD": peers(
            "sum_f64_simd", numbers, N, numba=numba("nb_sum_fast", data.numbers), numpy=(np.sum, (data.numbers,))),
        "dot f32 10M": peers("dot_f32", left, right, N, numba=numba("nb_dot", data.left, data.right)),
        "dot f32 10M, SIMD": peers(
            "dot_f32_simd", left, right, N, numba=numba("nb_dot_fast", data.left, data.right),
            numpy=(np.dot, (data.left, data.right))),
        "n-body 500k": peers(
            "nbody", 500_000, numba=numba("nb_nbody", 500_000), python=(python.nbody, (500_000,)),
            rust_index=(rust.nbody_idx, (500_000,)), rust_index_native=(native.nbody_idx, (500_000,))),
        "sieve 10M, List[Bool]": peers("sieve_bool", N, rust_while=(rust.sieve_while, (N,))),
        "sieve 10M, List[UInt8]": peers(
            "sieve_u8", N, numba=numba("nb_sieve", N), numpy=(python.np_sieve, (N,)), python=(python.sieve_u8, (N,))),
        "word count 10 MB": peers(
            "word_count", data.text, c_arguments=(encoded, len(encoded)), python=(python.word_count, (data.text,)),
            rust_fx=(rust.word_count_fx, (data.text,)), rust_alloc_per_word=(rust.word_count_naive, (data.text,)),
            rust_fx_alloc_per_word=(rust.word_count_fx_alloc, (data.text,))),
        "string append 1M": peers(
            "str_append", 1_000_000, python=(python.str_append, (1_000_000,)), rust_itoa=(rust.str_append_itoa, (1_000_000,))),
        "string join 1M": peers(
            "str_join", 1_000_000, python=(python.str_join, (1_000_000,)),
            rust_inline_itoa_loop=(rust.str_join_sso, (1_000_000,)), rust_itoa=(rust.str_join_itoa, (1_000_000,))),
        "sort 1M Int": peers(
            "sort_int", integers, 1_000_000, numba=numba("nb_sort", data.integers), numpy=(np.sort, (data.integers,)),
            python=(python.sort_list, (data.integers.tolist(),))),
        "levenshtein 2000": peers(
            "levenshtein", first, second, c_arguments=(first.encode(), second.encode()),
            numba=numba("nb_levenshtein", first, second), python=(python.levenshtein, (first, second))),
        "k-nearest 10k x 128": peers("knn", points, 10_000, queries, 100, numba=numba("nb_knn", data.points, data.queries)),
        "k-nearest 10k x 128, SIMD": peers(
            "knn_simd", points, 10_000, queries, 100, numba=numba("nb_knn_fast", data.points, data.queries),
            numpy=(python.np_knn, (data.points, data.queries))),
    }


def check(name, calls, data):
    """Compares what the peers give; NumPy's sort gives an array, which is not compared."""
    given = {}
    for peer, (function, arguments) in calls.items():
        data.c[:] = 0
        value = function(*arguments)
        if isinstance(value, np.ndarray):
            if value.dtype.kind != "f":
                continue
            value = value.sum()
        given[peer] = float(data.c.sum() if value is None else value)
    # A scalar sum of ten million rounded products differs from a vector one.
    allowed = 5e-2 if "dot f32" in name else 1e-2 if "mandelbrot" in name else 1e-6
    for peer, value in given.items():
        difference = abs(value - given["c"]) / max(1.0, abs(given["c"]))
        if difference > allowed:
            sys.exit(f"{name}: {peer} gives {value}, C {given['c']}")


def measure(calls, rounds):
    """The least time of each peer."""
    best = dict.fromkeys(calls, float("inf"))
    order = [peer for peer in calls if peer != "python"]
    for turn in range(rounds):
        at = turn % len(order)
        for peer in order[at:] + order[:at]:
            best[peer] = min(best[peer], timed(*calls[peer]))
    if "python" in calls:
        best["python"] = min(timed(*calls["python"]) for _ in range(2))
    return {peer: 1e3 * seconds for peer, seconds in best.items()}


def timed(function, arguments):
    start = time.thread_time()
    function(*arguments)
    return time.thread_time() - start


def best_rust(times):
    return min(ms for peer, ms in times.items() if peer.startswith("rust"))


def table(results):
    """The results as a table in Markdown."""
    columns = [name for name in COLUMNS if any(name in times for times in results.values())]
    rows = [["kernel", *columns, "best other Rust", "ours / best Rust", *(["ours / reference"] if "reference" in columns else [])]]
    for name, times in results.items():
        others = {peer: ms for peer, ms in times.items() if peer.startswith("rust") and peer not in columns}
        other = min(others, key=others.get) if others else None
        row = [name, *(f"{times[c]:.2f}" if c in times else "" for c in columns)]
        row.append(f"{others[other]:.2f} ({other.removeprefix('rust-')})" if other else "")
        row.append(f"{times['mojoxide'] / best_rust(times):.2f}")
        if "reference" in columns:
            row.append(f"{times['mojoxide'] / times['reference']:.2f}")
        rows.append(row)
    rows.insert(1, ["---"] + ["---:"] * (len(rows[0]) - 1))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", help="the reference compiler's program")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--only", default="", help="parts of kernels' names, with commas between them")
    parser.add_argument("--json", type=Path, help="where the times go as JSON")
    asked = parser.parse_args()
    data = Data()
    results = {}
    for name, calls in kernels(build(asked.reference), data).items():
        if not any(part in name for part in asked.only.split(",")):
            continue
        check(name, calls, data)
        results[name] = measure(calls, asked.rounds)
        print(f"{name}: " + ", ".join(f"{peer} {ms:.2f}" for peer, ms in results[name].items()), file=sys.stderr, flush=True)
    print(table(results))
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
