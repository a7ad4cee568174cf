import comptime_values

comptime_values.run()
