import life_moves_counted

print(life_moves_counted.run())
