"""A shop: names, types, calls, structs and traits. Each marked line has one mistake, which is no other's fault."""

from std.math import sqrt, cubert  # E0303
from std.collections import Set
from std.warehouse import Shelf  # E0302


trait Priced:
    comptime CURRENCY: StaticString

    def price(self) -> Float64:
        ...


@fieldwise_init
struct Item(Copyable, Priced, Writable):  # E0505
    comptime CURRENCY = "EUR"

    var name: String
    var cents: Int
    var tags: Lst[String]  # E0401

    def price(self) -> Int:
        return self.cents

    def rename(self, name: String):
        self.name = name  # E0550

    def is_cheap(self) -> Bool:
        return self.cents < "100"  # E0515


@fieldwise_init
struct Coupon(Priced):  # E0505
    comptime CURRENCY = "EUR"

    var percent: Int

    def used(self) -> Bool:
        return self.percnt == 0  # E0402


def shipping(weight: Float64, *, express: Bool = False) -> Float64:
    var base = sqrt(weight)
    if express:
        return base * 2
    return base


def total(items: List[Item]) -> Float64:
    var sum = 0.0
    for item in items:
        sum += Float64(item.price())
    return sum + shipping(1.5, expres=True)  # E0526


def label(item: Item, count: Int) -> String:
    var text: String = count  # E0510
    if item:  # E0512
        text += "!"
    return text


def sizes(kind: String) -> Int:
    match kind:
        case 3:  # E0557
            return 30
        case "small":
            return 10
        case _:
            return shipping(2.0)  # E0510


def stock(counts: Dict[String, Int], name: String) -> Int:
    return counts[name]  # E0711


def choose(flag: Bool) -> Int:
    var pair = (1, "one")
    var n, text, rest = pair  # E0553
    print(n, text, rest)
    return pair[2]  # E0535


def initials(name: String) -> String:
    return String(name[0])  # E0537


def last(items: List[Int]) -> Int:
    for i in 10:  # E0554
        print(i)
    return items[-1]  # E0536


def describe(item: Item) -> String:  # E0701
    if item.is_cheap():
        return "cheap"
    print(item.name)
