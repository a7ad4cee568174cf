//! When values are destroyed.

use super::assert_lowered;

mir! {
    dies_after_last_use: "
() -> None
  var a: Noisy = make()
  var b: Noisy = make()
  use(&a)
  log()
  var c: Noisy = make()
  use(&b)
  use(&c)
  log()
";
    same_point_in_reverse_order: "
() -> None
  var a: Noisy = make()
  var b: Noisy = make()
  use2(&a, &b)
  log()
";
    temporaries_in_reverse_order: "
() -> None
  use2(&name(1), &name(2))
  log()
";
    temporary_dies_within_the_statement: "
() -> Int
  return add(length(&name(1)), length(&name(2)))
";
    unused_dies_at_once: "
() -> None
  var a: Noisy = make()
  log()
  make()
  log()
";
    moved_to_nothing_dies_there: "
() -> None
  var a: Noisy = make()
  log()
  move a
  log()
";
    old_value_dies_before_the_new_one: "
() -> None
  var a: Noisy = name(1)
  a = name(2)
  log()
  use(&a)
  a = name(3)
  log()
";
    old_value_is_read_by_the_new_one: "
() -> None
  var a: Noisy = name(1)
  a = same(&a)
  use(&a)
";
    old_value_is_moved_into_the_new_one: "
() -> None
  var a: Noisy = name(1)
  a = pass(move a)
  use(&a)
";
    field_dies_before_it_is_overwritten: "
() -> None
  var p: Pair = pair()
  log()
  p.left = make()
  log()
  use(&p.right)
  log()
";
    all_fields_die_before_they_are_filled_again: "
() -> None
  var p: Pair = pair()
  use_pair(&p)
  log()
  p.left = make()
  p.right = make()
  use_pair(&p)
";
    field_of_a_value_with_destructor_is_replaced: "
(var g: Guard) -> None
  g.left = make()
  use(&g.right)
";
    field_of_a_value_with_destructor_is_filled_again: "
(var g: Guard) -> None
  eat(move g.left)
  g.left = make()
  use(&g.right)
  g.right = make()
";
    element_is_destroyed_at_the_assignment: "
(mut l: List) -> None
  at(&mut l, 0) = name(1)
  log()
";
    element_is_kept_until_an_error_is_past: "
(mut l: List) -> None
  at(&mut l, 0) = risky()
";
    argument_is_destroyed_by_the_callee: "
(var a: Noisy, var b: Noisy) -> None
  log()
";
    fields_of_deinit_die_one_by_one: "
(deinit p: Pair) -> None
  log()
  use(&p.right)
  log()
";
    fields_of_deinit_die_in_order: "
(deinit g: Guard) -> None
  log()
";
    fields_of_deinit_are_moved_out: "
(deinit p: Pair, out self: Pair) -> Pair
  self.left = move p.left
  self.right = move p.right
";
    condition_dies_before_the_branch: "
(var a: Noisy) -> None
  if (test() and test())
    use(&a)
  else
    log()
";
    returned_local_is_moved: "
() -> Noisy
  var a: Noisy = make()
  var b: Noisy = make()
  use(&a)
  return move b
";
    copied_at_return: "
(var a: Noisy) -> Int
  return add(length(&a), 1)
";
    view_keeps_its_owner: "
() -> None
  var l: List = list()
  var v: View = view(&l)
  log()
  use_view(&v)
  log()
";
    view_of_a_temporary_keeps_it: "
() -> None
  use_view(&view(&list()))
  log()
";
    view_that_is_rebound_keeps_only_the_new_owner: "
() -> None
  var a: List = list()
  var b: List = list()
  var v: View = view(&a)
  use_view(&v)
  v = view(&b)
  log()
  use_view(&v)
";
    reference_keeps_its_owner: "
() -> None
  var l: List = list()
  ref r = at(&mut l, 0)
  log()
  use(&r)
  log()
";
    reference_to_one_of_two_keeps_both: "
() -> None
  var a: Noisy = make()
  var b: Noisy = make()
  ref r = (a if test() else b)
  log()
  use(&r)
  log()
";
    closure_keeps_what_it_captures: "
() -> None
  var a: Noisy = make()
  var f: Closure = Closure{&a}
  log()
  call(&f)
  log()
";
    captured_value_moves_into_the_closure: "
() -> None
  var a: Noisy = make()
  var f: Closure = Closure{move a}
  log()
  call(&f)
";
    last_implicit_copy_is_a_move: "
() -> None
  var a: Noisy = make()
  var b: Noisy = copy a
  use(&a)
  eat(copy a)
  use(&b)
  eat(copy b)
";
    asked_for_copy_is_made: "
(var a: Noisy) -> Noisy
  return dup a
";
    copy_on_one_branch_is_a_move: "
(var a: Noisy) -> None
  if test()
    eat(copy a)
  log()
";
    swap_of_mut_arguments: "
(mut a: Noisy, mut b: Noisy) -> None
  var t: Noisy = move a
  a = move b
  b = move t
";
}
