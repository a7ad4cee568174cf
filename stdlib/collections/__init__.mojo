"""Containers."""

from std.builtin.list import List
from std.builtin.array import Array, InlineArray
from std.builtin.dict import Dict, DictEntry, DictKeyError, EmptyDictError
from std.builtin.kwargs import StringDict, OwnedKwargsDict
from std.builtin.optional import Optional
from std.builtin.span import Span
from std.builtin.hashing import Hashable
from std.builtin.traits import KeyElement
from std.collections.set import Set
from std.collections.deque import Deque
from std.collections.counter import Counter, CountTuple
from std.collections.linked_list import LinkedList
from std.collections.bitset import BitSet
from std.collections.heap import BinaryHeap
