from std.python import PythonObject
from std.collections import Counter


def read(path: String) raises -> List[String]:
    var lines: List[String] = []
    with open(path, "r") as file:
        for line in file.read().split("\n"):
            if line.startswith("#"): continue
            lines.append(line.strip())
    return lines^


def count(lines: List[String]) -> Counter[String]:
    var words = Counter[String]()
    for line in lines:
        for word in line.split(" "):
            words[word] += 1
            print(word)
    return words


def report(counts: Counter[String], limit: Int = 10):
    var shown = 0
    for entry in counts.most_common(limit):
        print(t"{entry} {counts[entry]}")
        shown = +1
        if shown >= limit:
            break
    print("shown: ", shown)
