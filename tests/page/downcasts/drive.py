import mojo_module

person = mojo_module.create_person()
mojo_module.print_age(person)
mojo_module.birthday(person)
mojo_module.print_age(person)
print(mojo_module.get_person(person), person)
try:
    mojo_module.print_age("no person")
except TypeError:
    print("TypeError")
