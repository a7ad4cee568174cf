"""The times that a cron expression names."""

from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_cron() -> PythonObject:
    try:
        var m = PythonModuleBuilder("cron")
        _ = m.add_type[Schedule]("Schedule")
            .def_py_init[Schedule.py_init]()
            .def_method[Schedule.py_next]("next", docstring="The next time, in seconds since 1970.")
        return m.finalize()
    except e:
        abort(String("error creating Python Mojo module:", e))


def parse_field(text: StringSlice, low: Int, high: Int) raises -> List[Bool]:
    """Which of the numbers up to `high` a field such as `*/15` or `1-5,9` names."""
    var wanted = List[Bool](length=high + 1, fill=False)
    for part in text.split(","):
        var pieces = part.split("/")
        var step = Int(pieces[1]) if len(pieces) > 1 else 1
        var first = low
        var last = high
        if pieces[0] != "*":
            var ends = pieces[0].split("-")
            first = Int(ends[0])
            if len(ends) > 1:
                last = Int(ends[1])
            elif len(pieces) == 1:
                last = first
        if step < 1 or first < low or last > high or first > last:
            raise Error("'", part, "' is not within ", low, " to ", high)
        for value in range(first, last + 1, step):
            wanted[value] = True
    return wanted^


@fieldwise_init
struct Date(Copyable, Movable):
    var month: Int
    var day: Int
    var weekday: Int

    @staticmethod
    def of(days: Int) -> Self:
        """The date so many days after 1970-01-01; Sunday is 0."""
        var shifted = days + 719468
        var era = shifted // 146097
        var day_of_era = shifted - era * 146097
        var year = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
        var day_of_year = day_of_era - (365 * year + year // 4 - year // 100)
        var from_march = (5 * day_of_year + 2) // 153
        var day = day_of_year - (153 * from_march + 2) // 5 + 1
        var month = from_march + 3 if from_march < 10 else from_march - 9
        return Self(month, day, (days + 4) % 7)


struct Schedule(Movable, Writable):
    """An endless iterator of times in seconds since 1970."""

    var minutes: List[Bool]
    var hours: List[Bool]
    var days: List[Bool]
    var months: List[Bool]
    var weekdays: List[Bool]
    var either_day: Bool
    """Whether a day may fit by its number or by its weekday: both are given."""

    var minute: Int
    """The last one that was looked at, since 1970."""

    def __init__(out self, expression: String, start: Int) raises:
        var fields = expression.split()
        if len(fields) != 5:
            raise Error("a cron expression has 5 fields, not ", len(fields))
        self.minutes = parse_field(fields[0], 0, 59)
        self.hours = parse_field(fields[1], 0, 23)
        self.days = parse_field(fields[2], 1, 31)
        self.months = parse_field(fields[3], 1, 12)
        self.weekdays = parse_field(fields[4], 0, 6)
        self.either_day = fields[2] != "*" and fields[4] != "*"
        self.minute = start // 60

    def is_day(self, date: Date) -> Bool:
        if not self.months[date.month]:
            return False
        if self.either_day:
            return self.days[date.day] or self.weekdays[date.weekday]
        return self.days[date.day] and self.weekdays[date.weekday]

    def next(mut self) raises -> Int:
        """The next time. Raises if there is none in the next 30 years."""
        self.minute += 1
        var limit = self.minute + 30 * 366 * 1440
        while self.minute < limit:
            var day = self.minute // 1440
            var hour = self.minute // 60 % 24
            if not self.is_day(Date.of(day)):
                self.minute = (day + 1) * 1440
            elif not self.hours[hour]:
                self.minute = (self.minute // 60 + 1) * 60
            elif not self.minutes[self.minute % 60]:
                self.minute += 1
            else:
                return self.minute * 60
        raise Error("the expression names no time")

    @staticmethod
    def py_init(out self: Schedule, args: PythonObject, kwargs: PythonObject) raises:
        self = Self(String(py=args[0]), Int(py=args[1]))

    @staticmethod
    def py_next(self_ptr: UnsafePointer[mut=True, Self]) raises -> PythonObject:
        return self_ptr[].next()

    def write_to(self, mut writer: Some[Writer]):
        t"Schedule(after={self.minute * 60})".write_to(writer)
