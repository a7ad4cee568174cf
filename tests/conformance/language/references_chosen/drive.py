import references_chosen

print(references_chosen.run())
