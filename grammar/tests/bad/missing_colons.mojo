def area(width: Float64,
         height: Float64) -> Float64
    return width * height


def sign(n: Int) -> Int:
    if n > 0
        return 1
    elif n < 0
        return -1
    else
        return 0


def longest(words: List[String],
            limit: Int) -> Int:
    var best = 0
    for word in words
        if word.byte_length() > best
            and best < limit
            best = word.byte_length()
    while best > limit
        best -= 1
    return best
