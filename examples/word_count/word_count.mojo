"""Statistics of a text."""

from std.collections import Counter
from std.os import abort
from std.python import Python, PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_word_count() -> PythonObject:
    try:
        var m = PythonModuleBuilder("word_count")
        m.def_function[statistics]("statistics", docstring="Lines, words and the most frequent words of a file.")
        return m.finalize()
    except e:
        abort(String("error creating Python Mojo module:", e))


def statistics(path: PythonObject, most: PythonObject) raises -> PythonObject:
    var text: String
    with open(String(py=path), "r") as file:
        text = file.read()
    var counts = Counter[String]()
    var words = 0
    var longest = String()
    for part in text.split():
        var word = part.strip(String.PUNCTUATION).lower()
        if not word:
            continue
        words += 1
        counts[word] += 1
        if word.count_codepoints() > longest.count_codepoints():
            longest = word
    var common = Python.list()
    for entry in counts.most_common(Int(py=most)):
        _ = common.append(Python.tuple(entry._value, entry._count))
    return Python.dict(
        lines=len(text.splitlines()), words=words, distinct=len(counts), longest=longest, common=common
    )
