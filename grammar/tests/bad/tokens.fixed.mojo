comptime LIMIT = 0o123
comptime MASK = 0xF0 + 0b101


def tokens(n: Int) -> Float64:
    var `größe` = n
    var cost = 5
    var rate = 1.5e0
    var both = n > 1 and cost < 2
    var none = not both or `größe` != 3
    var pick = 1 if both else 2
    var text = "quoted"
    var angle = 2
    n += 1
    return rate
