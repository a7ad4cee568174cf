import mojo_module

person = mojo_module.create_person()
print(person, type(person) is mojo_module.Person)
