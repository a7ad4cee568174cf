import generic_recursion

generic_recursion.run()
