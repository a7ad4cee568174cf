import out_result

out_result.run()
