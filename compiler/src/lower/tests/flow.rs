//! Destruction and initialisation along branches, loops, errors and `finally`.

use super::assert_lowered;

mir! {
    moved_on_one_branch_dies_on_the_other: "
(var a: Noisy) -> None
  if test()
    eat(move a)
    log()
  else
    log()
  log()
";
    moved_on_one_branch_without_else: "
(var a: Noisy) -> None
  if test()
    eat(move a)
  log()
";
    used_on_one_branch: "
() -> None
  var a: Noisy = make()
  var b: Noisy = make()
  if test()
    use(&a)
  else
    use(&b)
  log()
";
    initialised_on_both_branches: "
() -> None
  var a: Noisy
  if test()
    a = name(1)
  else
    a = name(2)
  use(&a)
";
    value_of_an_if: "
() -> None
  var a: Noisy = (name(1) if test() else name(2))
  use(&a)
";
    used_in_a_loop_dies_at_its_exit: "
() -> None
  var a: Noisy = make()
  loop
    if not test()
      break
    use(&a)
  log()
";
    made_in_a_loop_dies_in_it: "
() -> None
  loop
    var a: Noisy = make()
    if test()
      continue
    if test()
      break
    use(&a)
  log()
";
    moved_in_a_loop_and_made_again: "
() -> None
  var a: Noisy = make()
  loop
    eat(move a)
    if test()
      break
    a = make()
  log()
";
    loop_with_else: "
() -> None
  var a: Noisy = make()
  block
    loop
      if not test()
        break
      if test()
        break 1
      use(&a)
    eat(move a)
  log()
";
    endless_loop: "
() -> None
  var a: Noisy = make()
  loop
    use(&a)
";
    number_in_a_loop: "
() -> Int
  var n: Int = 0
  loop
    if test()
      break
    n = add(copy n, 1)
  return copy n
";
    later_argument_changes_an_earlier_one: "
() -> Int
  var n: Int = 0
  return add(copy n, bump(&mut n))
";
    and_or_not: "
() -> None
  var c: Bool = (test() and not test())
  if (copy c or test())
    log()
";
    caught_error_destroys_what_the_handler_does_not_use: "
() -> None
  var a: Noisy = make()
  var b: Noisy = make()
  try
    work()
    use2(&a, &b)
  except e
    log()
  log()
";
    handler_uses_the_value: "
() -> None
  var a: Noisy = make()
  try
    work()
    log()
  except e
    use(&a)
    show(&e)
  log()
";
    old_value_is_kept_for_the_handler: "
() -> None
  var a: Noisy = make()
  try
    a = risky()
  except e
    log()
  use(&a)
";
    initialised_in_try_and_except: "
() -> None
  var a: Noisy
  try
    a = risky()
  except e
    a = make()
  use(&a)
";
    value_made_in_try_dies_on_an_error: "
() -> None
  try
    var a: Noisy = make()
    work()
    use(&a)
  except e
    log()
";
    moved_argument_of_a_raising_call: "
() -> None
  var a: Noisy = make()
  try
    eat_risky(move a)
  except e
    log()
";
    raise_in_try: "
() -> None
  var a: Noisy = make()
  try
    if test()
      raise error()
    use(&a)
  except e
    show(&e)
";
    raise_again: "
() -> None
  try
    work()
  except e
    raise move e
";
    try_with_else: "
() -> None
  try
    work()
  except e
    log()
  else
    work()
  log()
";
    error_leaves_the_function: "
() -> None
  var a: Noisy = make()
  work()
  use(&a)
";
    finally_reads_a_value: "
() -> None
  var a: Noisy = make()
  try
    log()
  finally
    use(&a)
  log()
";
    finally_on_every_way_out: "
() -> Int
  loop
    var a: Noisy = make()
    try
      if test()
        return 1
      if test()
        break
      if test()
        continue
      work()
    except e
      show(&e)
    finally
      log()
    use(&a)
  return 2
";
    finally_after_an_error: "
() -> None
  try
    work()
  finally
    log()
";
    return_of_a_value_past_finally: "
() -> Noisy
  var a: Noisy = make()
  try
    return move a
  finally
    log()
";
    nested_finally: "
() -> Int
  try
    try
      return length(&make())
    finally
      log()
  finally
    test()
";
    return_inside_of_finally: "
() -> Int
  try
    work()
  finally
    return 3
";
    raise_inside_of_finally: "
() -> None
  try
    log()
  finally
    work()
";
    finally_with_a_value_that_is_reassigned: "
() -> None
  var a: Noisy = make()
  try
    a = name(2)
    work()
  finally
    use(&a)
";
    never_comes_back: "
(var a: Noisy) -> Int
  if test()
    stop()
  eat(move a)
  return 1
";
    fields_of_the_result: "
(out self: Pair) -> Pair
  self.left = make()
  work()
  self.right = make()
  if test()
    raise error()
  use(&self.left)
";
    trivial_fields_of_the_result: "
(out self: Point) -> Point
  if test()
    self.x = 1
  else
    self.x = 2
  self.y = copy self.x
";
    moved_field_is_made_again: "
(var p: Pair) -> None
  eat(move p.left)
  p.left = make()
  use_pair(&p)
";
    mut_argument_is_filled_again: "
(mut a: Noisy) -> None
  a = pass(move a)
  eat(move a)
  a = make()
";
    index_before_value_reference_after: "
(mut l: List) -> None
  at(&mut l, length(&name(1))) = pass(make())
";
}
