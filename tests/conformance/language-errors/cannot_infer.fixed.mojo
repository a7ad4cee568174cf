# a type parameter that cannot be inferred: mended
def empty[T: Copyable & Deinitable]() -> List[T]:
    return List[T]()


def run() -> Int:
    return len(empty[Int]())
