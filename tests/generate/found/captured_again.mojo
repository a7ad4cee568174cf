def captured_again() raises:
    var text = "captured"
    var n = 4

    def outer() {imm text, imm n} -> Int:
        def inner(x: Int) {imm text, imm n} -> Int:
            print(text, x)
            return max(n, x)

        return inner(3) + inner(5)

    print(outer())
