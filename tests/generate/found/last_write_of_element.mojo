def last_write_of_element() raises:
    for i in range(50):
        var numbers: List[Int] = [i, i, i]
        numbers[0] = numbers[1] + 1
        var texts: List[String] = [String("a text that is too long for the value itself", i)]
        texts[0] = texts[0]
    print("done")
