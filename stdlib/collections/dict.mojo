"""Dictionaries."""

from std.builtin.dict import Dict, DictEntry, DictKeyError, EmptyDictError
from std.builtin.kwargs import OwnedKwargsDict, StringDict
from std.builtin.traits import KeyElement
