"""A search index that ranks texts by BM25."""

from std.math import log
from std.os import abort
from std.python import Python, PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_bm25() -> PythonObject:
    try:
        var m = PythonModuleBuilder("bm25")
        _ = m.add_type[Index]("Index")
            .def_init_defaultable[Index]()
            .def_method[Index.add]("add", docstring="Adds a text.")
            .def_method[Index.search]("search", docstring="Numbers and scores of the texts that fit best.")
        return m.finalize()
    except e:
        abort(String("error creating Python Mojo module:", e))


@fieldwise_init
struct Posting(Copyable, Movable, Writable):
    """How often a word occurs in a text."""

    var text: Int
    var count: Int


struct Index(Defaultable, Movable, Writable):
    """Texts by the words that they have."""

    comptime K1 = 1.5
    comptime B = 0.75

    var postings: Dict[String, List[Posting]]
    var lengths: List[Int]
    var words: Int

    def __init__(out self):
        self.postings = {}
        self.lengths = []
        self.words = 0

    @staticmethod
    def add(self_ptr: UnsafePointer[mut=True, Self], text: PythonObject) raises:
        var counts = Dict[String, Int]()
        var length = 0
        var lower = String(py=text).lower()
        for part in lower.split():
            var word = String(part)
            counts[word] = counts.get(word, 0) + 1
            length += 1
        var number = len(self_ptr[].lengths)
        for entry in counts.items():
            self_ptr[].postings.setdefault(entry.key, List[Posting]()).append(Posting(number, entry.value))
        self_ptr[].lengths.append(length)
        self_ptr[].words += length

    @staticmethod
    def search(self_ptr: UnsafePointer[mut=True, Self], query: PythonObject, most: PythonObject) raises -> PythonObject:
        ref index = self_ptr[]
        var texts = len(index.lengths)
        var mean = Float64(index.words) / Float64(max(texts, 1))
        var scores = List[Float64](length=texts, fill=0.0)
        var lower = String(py=query).lower()
        for part in lower.split():
            var word = String(part)
            if word not in index.postings:
                continue
            ref postings = index.postings[word]
            var found = Float64(len(postings))
            var weight = log(1.0 + (Float64(texts) - found + 0.5) / (found + 0.5))
            for posting in postings:
                var count = Float64(posting.count)
                var norm = 1.0 - Self.B + Self.B * Float64(index.lengths[posting.text]) / mean
                scores[posting.text] += weight * count * (Self.K1 + 1.0) / (count + Self.K1 * norm)
        var order = [i for i in range(texts) if scores[i] > 0.0]
        sort(order, lambda (a: Int, b: Int) {imm scores} -> Bool: scores[a] > scores[b])
        var result = Python.list()
        for i in range(min(Int(py=most), len(order))):
            _ = result.append(Python.tuple(order[i], scores[order[i]]))
        return result

    def write_to(self, mut writer: Some[Writer]):
        t"Index of {len(self.lengths)} texts".write_to(writer)
