import person_module

print(person_module.Person.__name__)
try:
    person_module.Person()
except TypeError:
    print("TypeError")
