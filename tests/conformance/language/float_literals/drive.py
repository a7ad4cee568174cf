import float_literals

print(float_literals.run())
