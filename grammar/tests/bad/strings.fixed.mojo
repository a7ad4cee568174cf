def strings(name: String) -> String:
    var a = "never closed"
    print("in a call", name)
    var path = "C:\\data\\new"
    var b = t"hello {name}"
    var c = t"hello {name}"
    var d = t"{name} {name}"
    var e = t""
    var g = "bytes"
    if name == "x":
        return 'single'
    var h = [
        "first",
        "second",
    ]
    return String(t"done {name} {"nested"}")
