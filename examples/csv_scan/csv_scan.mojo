"""A scanner of CSV files: fields in quotes may hold commas, line ends and doubled quotes."""

from std.os import abort
from std.python import Python, PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_csv_scan() -> PythonObject:
    try:
        var m = PythonModuleBuilder("csv_scan")
        m.def_function[totals]("totals", docstring="The sums of one column for each value of another.")
        return m.finalize()
    except e:
        abort(String("error creating Python Mojo module:", e))


comptime QUOTE = Byte(ord('"'))
comptime COMMA = Byte(ord(","))
comptime NEWLINE = Byte(ord("\n"))
comptime RETURN = Byte(ord("\r"))


struct Scanner(Movable):
    """A place in a text of rows."""

    var text: String
    var at: Int

    def __init__(out self, var text: String):
        self.text = text^
        self.at = 0

    def field(mut self) raises -> String:
        """The next field, up to the comma or line end behind it."""
        var bytes = self.text.as_bytes()
        if self.at < len(bytes) and bytes[self.at] == QUOTE:
            return self.quoted_field()
        var start = self.at
        while self.at < len(bytes) and bytes[self.at] != COMMA and bytes[self.at] != NEWLINE and bytes[self.at] != RETURN:
            self.at += 1
        return String(self.text[byte=start:self.at])

    def quoted_field(mut self) raises -> String:
        """A field in quotes, without them."""
        var result = String()
        while True:
            var end = self.text.find('"', self.at + 1)
            if end < 0:
                raise Error("a quote at byte ", self.at, " is not closed")
            result += self.text[byte=self.at + 1:end]
            self.at = end + 1
            if self.at >= self.text.byte_length() or self.text.as_bytes()[self.at] != QUOTE:
                return result^
            result += '"'

    def row(mut self, mut fields: List[String]) raises -> Bool:
        """Reads a row; False at the end of the text."""
        fields.clear()
        var length = self.text.byte_length()
        if self.at >= length:
            return False
        while True:
            fields.append(self.field())
            if self.at < length and self.text.as_bytes()[self.at] == COMMA:
                self.at += 1
                continue
            if self.at < length and self.text.as_bytes()[self.at] == RETURN:
                self.at += 1
            if self.at < length and self.text.as_bytes()[self.at] == NEWLINE:
                self.at += 1
            return True


def column(names: List[String], name: String) raises -> Int:
    for i in range(len(names)):
        if names[i] == name:
            return i
    raise Error("there is no column '", name, "'")


def totals(path: PythonObject, key: PythonObject, value: PythonObject) raises -> PythonObject:
    var text: String
    with open(String(py=path), "r") as file:
        text = file.read()
    var scanner = Scanner(text^)
    var fields = List[String]()
    if not scanner.row(fields):
        raise Error("the file has no header")
    var key_column = column(fields, String(py=key))
    var value_column = column(fields, String(py=value))
    var sums = Dict[String, Float64]()
    while scanner.row(fields):
        var name = fields[key_column]
        sums[name] = sums.get(name, 0.0) + Float64(fields[value_column])
    var result = Python.dict()
    for entry in sums.items():
        result[PythonObject(entry.key)] = PythonObject(entry.value)
    return result
