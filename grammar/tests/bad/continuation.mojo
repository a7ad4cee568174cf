def chain(builder: Builder) raises -> Int:
    _ = builder
        .first[Int]("a")
        .second("b"
        .third("c")
    var sum = 1 +
        2 +
    var product = (3
        * 4
        * )
    var listed = [
        1, 2,
        3 4,
        5,
    ]
    if sum > 1
        and product < 3
        return sum
    call(
        sum,
        product
    print(sum)
    return sum
        sum
