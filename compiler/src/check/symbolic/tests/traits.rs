//! Traits: what they give, what they require, and what of them generic definitions may rely on.

use super::check;

#[test]
fn defaults_of_traits() {
    check(
        r#"
trait Shape:
    comptime SIDES: Int

    def area(self) -> Int: ...

    def twice(self) -> Int:
        return self.area() * 2 + Self.SIDES

    def wrong(self) -> Int:
        return self.perimeter()  # E0402

    def text(self) -> String:
        return self.area()  # E0510

def total[S: Shape](*shapes: S) -> Int:
    var sum = 0
    for shape in shapes:
        sum += shape.area() + shape.twice()
    return sum
"#,
    );
}

#[test]
fn structs_that_lack_what_a_trait_requires() {
    check(
        r#"
trait Shape:
    comptime Unit: Copyable

    def area(self) -> Int: ...

    def scale(mut self, by: Int): ...

    @staticmethod
    def unit() -> Self: ...

struct Nothing(Shape):  # E0505
    def __init__(out self):
        pass

struct Other(Shape):  # E0505
    comptime Unit = Int

    def __init__(out self):
        pass

    def area(self) -> String:
        return ""

    def scale(mut self, by: Int, more: Int):
        pass

    def unit(self) -> Self:
        return Other()

@fieldwise_init
struct Generic[T: Copyable & Deinitable](Shape, Sized):  # E0505
    comptime Unit = Self.T
    var x: Self.T

    def area(self) -> Int:
        return 1

    def scale(mut self, by: Int, more: Int = 3):
        pass

    @staticmethod
    def unit() -> Self:
        return Self.unit()

struct Unknown[T: Copyable](Missing):  # E0401
    var x: Int
"#,
    );
}

#[test]
fn associated_members() {
    check(
        r#"
trait Animal(Copyable, Deinitable):
    comptime Food: Copyable & Deinitable & Writable
    comptime LEGS: Int

    def eat(mut self, var food: Self.Food) raises: ...

def feed[A: Animal](mut a: A, var food: A.Food) raises -> Int:
    print(food)
    a.eat(food^)
    var more = List[A.Food]()
    a.drink()  # E0402
    return A.LEGS + len(more)

def iterate[I: Iterable](it: I) -> Int:
    var n = 0
    for x in it:
        _ = x
        n += 1
    return n
"#,
    );
}

#[test]
fn a_trait_with_a_mistake_hides_what_it_has() {
    check(
        r#"
trait Token(Defaultable & Missing):  # E0401
    pass

def f[T: Token]() -> Int:
    var x = T()
    return x.anything()
"#,
    );
}

#[test]
fn what_ends_silently_says_so() {
    check(
        r#"
struct Holder[T: Movable](Movable):
    var value: Self.T  # E0505

    def __init__(out self, var value: Self.T):
        self.value = value^

struct Listed[T: Copyable](Copyable):
    var values: List[Self.T]  # E0505

    def __init__(out self):
        self.values = []

struct Bounded[T: Movable & Deinitable](Movable):
    var value: Self.T

    def __init__(out self, var value: Self.T):
        self.value = value^

@fieldwise_init
struct Conditional[T: Movable](Movable, Deinitable where conforms_to(T, Deinitable)):
    var value: Self.T

struct Stepping[T: Iterator & Movable](Movable):
    var steps: Self.T

    def __init__(out self, var steps: Self.T):
        self.steps = steps^

def ends[T: Copyable & Deinitable](value: T):
    pass

def calls[T: Copyable](value: T):
    ends(value)  # E0501
"#,
    );
}

#[test]
fn requirements_have_a_shape() {
    check(
        r#"
struct Long(Sized):  # E0505
    def __len__(self) -> Float64:
        return 1

struct Changed(Sized):  # E0505
    def __len__(mut self) -> Int:
        return 1

trait Made:
    comptime Part: Writable

struct Plain:
    pass

struct Whole(Made):  # E0505
    comptime Part = Plain

trait One:
    def size(self) -> Int:
        return 1

trait Two:
    def size(self) -> Int:
        return 2

struct Both(One, Two):  # E0505
    pass

struct Decided(One, Two):
    def size(self) -> Int:
        return 3

trait More(One):
    def size(self) -> Int:
        return 4

struct Refined(One, More):
    pass
"#,
    );
}

#[test]
fn iterators_and_errors() {
    check(
        r#"
@fieldwise_init
struct Upto[T: Copyable & Deinitable](Copyable, Iterator, Movable):
    comptime Element = Self.T
    var items: List[Self.T]
    var i: Int

    def __iter__(ref self) -> Self:
        return self.copy()

    def __next__(mut self) raises StopIteration -> Self.T:
        if self.i >= len(self.items):
            raise StopIteration()
        self.i += 1
        return self.items[self.i - 1].copy()

def walk[T: Copyable & Deinitable](u: Upto[T]) -> Int:
    var n = 0
    for x in u:
        _ = x.copy()
        n += 1
    return n

def fails[T: Copyable & Deinitable](x: T) -> Int:
    raise Error("no")  # E0711
"#,
    );
}

#[test]
fn operators_that_bounds_promise() {
    check(
        r#"
def clamp[T: Comparable & ImplicitlyCopyable & Deinitable](x: T, lo: T, hi: T) -> T:
    if x < lo or x == lo:
        return lo
    return hi if x > hi else x

def same[T: Equatable](x: T, y: T) -> Bool:
    return x == y or x < y  # E0515

def count[K: KeyElement & Copyable & Deinitable](xs: List[K]) raises -> Dict[K, Int]:
    var d = Dict[K, Int]()
    for x in xs:
        d[x.copy()] = d.get(x, 0) + 1
    return d^

def made[T: Defaultable & Copyable & Deinitable](x: T) -> T:
    var y = T()
    y = T(copy=x)
    return T(1)  # E0522
"#,
    );
}
