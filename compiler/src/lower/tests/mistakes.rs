//! What is reported.

use super::assert_lowered;

mir! {
    use_after_move: "
() -> None
  var a: Noisy = make()
  eat(move a)
  use(&a)
  use(&a)
";
    maybe_moved: "
(var a: Noisy) -> None
  if test()
    eat(move a)
  use(&a)
";
    moved_in_a_loop: "
(var a: Noisy) -> None
  loop
    if test()
      break
    eat(move a)
";
    moved_twice_in_one_call: "
(var a: Noisy) -> None
  use2(&pass(move a), &a)
";
    uninitialised: "
() -> Int
  var n: Int
  if test()
    n = 1
  return copy n
";
    never_initialised: "
() -> None
  var a: Noisy
  use(&a)
";
    uninitialised_after_an_error: "
() -> None
  var a: Noisy
  try
    a = risky()
  except e
    log()
  use(&a)
";
    result_without_a_field: "
(out self: Pair) -> Pair
  self.left = make()
";
    result_without_a_field_on_a_way: "
(out self: Pair) -> Pair
  self.left = make()
  if test()
    return
  self.right = make()
";
    result_used_before_it_is_complete: "
(out self: Pair) -> Pair
  self.left = make()
  use_pair(&self)
  self.right = make()
";
    moved_out_of_an_argument: "
(imm a: Noisy) -> None
  eat(move a)
";
    moved_out_of_an_element: "
(mut l: List) -> None
  eat(move at(&mut l, 0))
";
    aliasing_mutable_arguments: "
() -> None
  var n: Int = 1
  mix(&mut n, &mut n)
";
    field_returned_out_of_a_value_with_destructor: "
(var g: Guard) -> Noisy
  return move g.left
";
    aliasing_fields: "
() -> None
  var p: Pair = pair()
  mix2(&mut p.left, &mut p.right)
  mix2(&mut p.left, &mut p.left)
";
    aliasing_through_a_reference: "
() -> None
  var a: Noisy = make()
  ref r = a
  read_mix(&r, &mut a)
";
    aliasing_elements: "
(mut l: List) -> None
  mix2(&mut at(&mut l, 0), &mut at(&mut l, 1))
";
    element_used_after_append: "
() -> None
  var l: List = list()
  ref r = at(&mut l, 0)
  append(&mut l, make())
  use(&r)
";
    view_used_after_append: "
() -> None
  var l: List = list()
  var v: View = view(&l)
  append(&mut l, make())
  use_view(&v)
";
    append_while_iterating: "
() -> None
  var l: List = list()
  var it: Iter = iter(&l)
  loop
    ref x = next(&mut it)
    use(&x)
    append(&mut l, make())
    if test()
      break
";
    reference_used_after_its_owner_moved: "
() -> None
  var a: Noisy = make()
  ref r = a
  eat(move a)
  use(&r)
";
    reference_survives_assignment: "
() -> None
  var a: Noisy = make()
  ref r = a
  a = make()
  use(&r)
";
    field_moved_out_of_the_middle: "
() -> None
  var p: Pair = pair()
  eat(move p.left)
  log()
";
    field_moved_out_of_a_value_with_destructor: "
(var g: Guard) -> None
  eat(move g.left)
  use(&g.right)
";
    mut_argument_left_empty: "
(mut a: Noisy) -> None
  eat(move a)
";
    result_points_into_a_local: "
() -> View
  var l: List = list()
  return view(&l)
";
    must_be_consumed: "
() -> None
  var o: Once = once()
  log()
";
    unused: "
() -> None
  var n: Int = 1
  var m: Int
  var _quiet: Int = 2
  var k: Int = 3
  k = 4
  add(copy k, 1)
  k = 5
";
    unreachable: "
() -> Int
  if test()
    return 1
  else
    return 2
  log()
";
    unreachable_after_break: "
() -> None
  loop
    break
    log()
";
}
