import person_module

person = person_module.Person("Sarah", 32)
print(person)
try:
    person_module.Person("Sarah")
except Exception as error:
    print(error)
