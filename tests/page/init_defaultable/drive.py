import counter_module

counter = counter_module.Counter()  # Creates Counter()
print(counter)
