import operators_user

operators_user.run()
