"""Parcels: who owns what, closures, errors and the ways of control. Each marked line has one mistake."""

@fieldwise_init
struct Parcel(Copyable, Movable, Writable):
    var label: String
    var weights: List[Int]

    def heaviest(self) -> Int:
        var best: Int
        for weight in self.weights:
            best = weight
        return best  # E0612

    def relabel(mut self, label: String):
        self.label = label


struct Crate(Movable):
    var parcels: List[Parcel]
    var sealed: Bool

    def __init__(out self, var parcels: List[Parcel]):  # E0613
        self.parcels = parcels^

    def __deinit__(deinit self):
        print("opened")


@fieldwise_init
struct Ticket(Movable, not Deinitable):
    var number: Int

    def use(deinit self) -> Int:
        return self.number


def pack(mut target: List[Parcel], parcel: Parcel):
    target.append(parcel.copy())


def twice(var parcel: Parcel) -> Int:
    var other = parcel^
    return len(parcel.weights) + len(other.weights)  # E0611


def copied(parcel: Parcel) -> Parcel:
    return parcel  # E0530


def stolen(parcel: Parcel) -> Parcel:
    return parcel^  # E0531


def growing() -> Int:
    var weights: List[Int] = [1, 2]
    ref first = weights[0]
    weights.append(3)
    return first  # E0616


def overlapping(mut parcels: List[Parcel]):
    pack(parcels, parcels[0])  # E0615


def emptied(mut parcels: List[Parcel]) -> Int:
    var moved = parcels^
    return len(moved)  # E0618


def dangling(ref parcels: List[Parcel]) -> ref[parcels] Parcel:
    var local = parcels.copy()
    return local[0]  # E0619


def ticket() -> Int:
    var ticket = Ticket(7)  # E0620
    return 7


def counted(parcels: List[Parcel]) -> Int:
    var count = 0

    def add(parcel: Parcel):
        count += len(parcel.weights)  # E0421

    for parcel in parcels:
        add(parcel)
    return count


def temporary(mut parcels: List[Parcel]):
    pack(List[Parcel](), parcels[0])  # E0528


def fixed(parcel: Parcel):
    parcel.relabel("new")  # E0529


def risky(text: String) -> Int:
    return Int(text)  # E0711


def caught(text: String) -> Int:
    try:
        return Int(text)
    except e:
        raise e  # E0711


def missing(n: Int) -> Int:  # E0701
    while n > 0:
        if n > 10:
            return n


def nothing(n: Int):
    if n > 0:
        return n  # E0705


def again() raises:
    raise  # E0703


def middle(var crate: Crate) -> List[Parcel]:
    return crate.parcels^  # E0617


def bounded(n: Int) -> Int:
    var n = n + 1  # E0420
    return n


def element(mut parcels: List[Parcel]) -> Parcel:
    return parcels[0]^  # E0614
