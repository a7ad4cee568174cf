"""Binary heaps."""


struct BinaryHeap[T: Comparable & Movable](Boolable, Copyable where conforms_to(T, Copyable), Defaultable, Movable, Sized):
    """Elements of which the greatest is always at hand."""

    var _elements: List[Self.T]

    def __init__(out self):
        """No elements."""
        self._elements = List[Self.T]()

    def __init__(out self, var elements: List[Self.T]):
        """The elements of a list."""
        self._elements = elements^
        for i in range(len(self._elements) // 2 - 1, -1, -1):
            self.__sink(i)

    def __init__(out self, var values: List[Self.T], *, __list_literal__: NoneType):
        """From a list display."""
        self = Self(values^)

    def __len__(self) -> Int:
        return len(self._elements)

    def __bool__(self) -> Bool:
        return len(self._elements) > 0

    def push(mut self, var value: Self.T):
        """Puts an element in."""
        self._elements.append(value^)
        var at = len(self._elements) - 1
        while at > 0:
            var parent = (at - 1) // 2
            if not (self._elements[parent] < self._elements[at]):
                break
            self._elements.swap_elements(parent, at)
            at = parent

    def pop(mut self) -> Self.T:
        """Takes the greatest element out; a fault if there is none."""
        if len(self._elements) > 1:
            self._elements.swap_elements(0, len(self._elements) - 1)
            var greatest = self._elements.pop()
            self.__sink(0)
            return greatest^
        return self._elements.pop()

    def peek(ref self) -> ref [self] Self.T:
        """The greatest element; a fault if there is none."""
        return self._elements[0]

    def clear(mut self):
        """Destroys all elements."""
        self._elements.clear()

    def __sink(mut self, start: Int):
        var at = start
        while True:
            var child = 2 * at + 1
            if child >= len(self._elements):
                return
            if child + 1 < len(self._elements) and self._elements[child] < self._elements[child + 1]:
                child += 1
            if not (self._elements[at] < self._elements[child]):
                return
            self._elements.swap_elements(at, child)
            at = child
