comptime LIMIT = 0123
comptime MASK = 0xFG + 0b102


def tokens(n: Int) -> Float64:
    var größe = n
    var cost = $5
    var rate = 1.5e
    var both = n > 1 && cost < 2
    var none = !both || größe <> 3
    var pick = both ? 1 : 2
    var text = n “quoted”
    var angle = 2j
    n++
    return rate
