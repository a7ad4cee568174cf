//! Memory: what `Pointer`, `List` and `Dict` are made of.

use std::alloc::{Layout, alloc as std_alloc, dealloc, realloc};
use std::mem::{ManuallyDrop, MaybeUninit};
use std::ptr;

use crate::check;

/// Room for one value that may not be there.
#[repr(transparent)]
pub struct Slot<T>(MaybeUninit<T>);

impl<T> Slot<T> {
    #[inline(always)]
    pub const fn empty() -> Slot<T> {
        Slot(MaybeUninit::uninit())
    }
}

impl<T: Copy> Clone for Slot<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Copy> Copy for Slot<T> {}

/// Room for one value, and whether it is there. Whoever holds it destroys the value.
#[repr(C)]
pub struct Room<T> {
    value: MaybeUninit<T>,
    full: bool,
}

impl<T> Room<T> {
    #[inline(always)]
    pub const fn new() -> Room<T> {
        Room { value: MaybeUninit::uninit(), full: false }
    }

    #[inline(always)]
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// Puts a value where there is none.
    #[inline(always)]
    pub fn fill(&mut self, value: T) {
        self.value.write(value);
        self.full = true;
    }

    /// Takes the value, which must be there.
    #[inline(always)]
    pub fn take(&mut self) -> T {
        self.full = false;
        // SAFETY: the program promises that there is a value.
        unsafe { self.value.assume_init_read() }
    }
}

impl<T> Default for Room<T> {
    fn default() -> Room<T> {
        Room::new()
    }
}

/// Where the value is, if it is there.
#[inline(always)]
pub fn room_pointer<T>(room: *mut Room<T>) -> *mut T {
    // SAFETY: the room is there; its value may not be.
    unsafe { (&raw mut (*room).value).cast() }
}

/// Room for one address, which is missing when it is null: as large as the address.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct NullableRoom<P>(P);

impl<T> NullableRoom<*mut T> {
    #[inline(always)]
    pub const fn new() -> NullableRoom<*mut T> {
        NullableRoom(ptr::null_mut())
    }

    #[inline(always)]
    pub fn is_full(self) -> bool {
        !self.0.is_null()
    }

    #[inline(always)]
    pub fn fill(&mut self, value: *mut T) {
        self.0 = value;
    }

    /// Takes the address and leaves none.
    #[inline(always)]
    pub fn take(&mut self) -> *mut T {
        std::mem::replace(&mut self.0, ptr::null_mut())
    }
}

impl<T> Default for NullableRoom<*mut T> {
    fn default() -> NullableRoom<*mut T> {
        NullableRoom::new()
    }
}

/// Where the address is.
#[inline(always)]
pub fn nullable_room_pointer<P>(room: *mut NullableRoom<P>) -> *mut P {
    room.cast()
}

/// The types that a `Storage` has room for.
pub trait Choices {
    type Room;
}

/// Room for one of two values.
#[repr(C)]
pub union Either<A, B> {
    _first: ManuallyDrop<A>,
    _second: ManuallyDrop<B>,
}

macro_rules! choices {
    ($first:ident $($rest:ident)*) => {
        impl<$first, $($rest),*> Choices for ($first, $($rest,)*) {
            type Room = choices!(@room $first $($rest)*);
        }
        choices!($($rest)*);
    };
    () => {};
    (@room $last:ident) => { Either<$last, ()> };
    (@room $first:ident $($rest:ident)+) => { Either<$first, choices!(@room $($rest)+)> };
}

choices!(A B C D E F G H I J K L M N O P Q R S T U V W X);

/// Room for a value of any of several types. Whoever holds it knows which is there.
#[repr(transparent)]
pub struct Storage<C: Choices>(MaybeUninit<C::Room>);

impl<C: Choices> Storage<C> {
    #[inline(always)]
    pub const fn empty() -> Storage<C> {
        Storage(MaybeUninit::uninit())
    }
}

/// Where the value is, if it is of the type `T`.
#[inline(always)]
pub fn storage_pointer<C: Choices, T>(storage: *mut Storage<C>) -> *mut T {
    storage.cast()
}

/// Where the value of a slot is.
#[inline(always)]
pub fn slot_pointer<T>(slot: *mut Slot<T>) -> *mut T {
    slot.cast()
}

#[inline(always)]
pub fn from_address<T>(address: i64) -> *mut T {
    ptr::with_exposed_provenance_mut(address as usize)
}

/// The address as a number.
#[inline(always)]
pub fn to_address<T>(pointer: *mut T) -> i64 {
    pointer.expose_provenance() as i64
}

/// The address of a place, which is how a place is passed.
#[inline(always)]
pub fn address<T>(place: *mut T) -> *mut T {
    place
}

/// Where a run of arguments starts.
#[inline(always)]
pub fn slice_pointer<T>(run: &[T]) -> *mut T {
    run.as_ptr().cast_mut()
}

#[inline(always)]
pub fn slice_length<T>(run: &[T]) -> i64 {
    run.len() as i64
}

/// The address of a function, which a function pointer is.
#[inline(always)]
pub fn function_address<F: Copy>(function: F) -> *mut () {
    const { assert!(std::mem::size_of::<F>() == std::mem::size_of::<*mut ()>(), "a function pointer is one word") };
    // SAFETY: of the size of a pointer, and every bit pattern is one.
    unsafe { std::mem::transmute_copy(&function) }
}

#[inline(always)]
pub fn dangling<T>() -> *mut T {
    ptr::NonNull::dangling().as_ptr()
}

/// A place that holds an address, as one that holds the address of another type.
#[inline(always)]
pub fn rebind_pointer<T, U>(place: *mut T) -> *mut U {
    place.cast()
}

#[inline(always)]
pub fn bitcast<T, U>(pointer: *mut T) -> *mut U {
    pointer.cast()
}

/// The address `count` values further on.
#[inline(always)]
pub fn offset<T>(pointer: *mut T, count: i64) -> *mut T {
    // SAFETY: the program promises that both lie in one allocation.
    unsafe { pointer.offset(count as isize) }
}

#[inline(always)]
pub fn offset_from<T>(pointer: *mut T, origin: *mut T) -> i64 {
    if size_of::<T>() == 0 {
        return 0;
    }
    // Not `offset_from`: addresses from outside may belong to different allocations.
    (pointer.addr() as i64).wrapping_sub(origin.addr() as i64) / size_of::<T>()
}

/// Puts a value where there is none.
#[inline(always)]
pub fn write<T>(pointer: *mut T, value: T) {
    // SAFETY: the program promises that the address is writable and aligned.
    unsafe { pointer.write(value) }
}

/// Takes a value away and leaves nothing.
#[inline(always)]
pub fn take<T>(pointer: *mut T) -> T {
    // SAFETY: the program promises that there is a value.
    unsafe { pointer.read() }
}

/// Destroys a value and leaves nothing.
#[inline(always)]
pub fn destroy<T>(pointer: *mut T) {
    // SAFETY: the program promises that there is a value.
    unsafe { ptr::drop_in_place(pointer) }
}

/// Ends a value without destroying it.
#[inline(always)]
pub fn forget<T>(value: T) {
    std::mem::forget(value);
}

#[inline(always)]
pub fn swap<T>(a: &mut T, b: &mut T) {
    // `std::mem::swap` may be a call that the addresses escape to: values behind it could not stay in registers.
    // SAFETY: two valid places that do not overlap.
    unsafe {
        let held = ptr::read(a);
        ptr::copy_nonoverlapping(b, a, 1);
        ptr::write(b, held);
    }
}

#[inline(always)]
pub fn swap_pointees<T>(a: *mut T, b: *mut T) {
    // SAFETY: the program promises two values; they may be the same.
    unsafe { ptr::swap(a, b) }
}

#[inline(always)]
pub fn eq<T>(a: *mut T, b: *mut T) -> bool {
    a == b
}

#[inline(always)]
pub fn ne<T>(a: *mut T, b: *mut T) -> bool {
    a != b
}

#[inline(always)]
pub fn lt<T>(a: *mut T, b: *mut T) -> bool {
    a < b
}

#[inline(always)]
pub fn is_not_null<T>(pointer: *mut T) -> bool {
    !pointer.is_null()
}

/// An element of a run of arguments.
#[inline(always)]
#[track_caller]
pub fn element<T>(run: &[T], index: i64) -> &T {
    check::index(index, run.len() as i64);
    &run[index as usize]
}

#[inline(always)]
pub const fn size_of<T>() -> i64 {
    std::mem::size_of::<T>() as i64
}

#[inline(always)]
pub const fn align_of<T>() -> i64 {
    std::mem::align_of::<T>() as i64
}

#[track_caller]
fn layout<T>(count: i64) -> Layout {
    match usize::try_from(count).ok().and_then(|count| Layout::array::<T>(count).ok()) {
        Some(layout) => layout,
        None => check::out_of_memory(),
    }
}

/// Memory for `capacity` values. Ends with `deallocate`, which needs the capacity.
#[inline]
#[track_caller]
pub fn allocate<T>(capacity: i64) -> *mut T {
    let layout = layout::<T>(capacity);
    if layout.size() == 0 {
        return dangling();
    }
    // SAFETY: the size is not zero.
    let memory = unsafe { std_alloc(layout) };
    if memory.is_null() {
        check::out_of_memory();
    }
    memory.cast()
}

/// Grows memory whose values may be moved bit by bit.
#[inline]
#[track_caller]
pub fn reallocate<T>(data: *mut T, old: i64, new: i64) -> *mut T {
    if old <= 0 || std::mem::size_of::<T>() == 0 {
        return allocate(new);
    }
    let (old, new) = (layout::<T>(old), layout::<T>(new));
    // SAFETY: `data` was allocated with the old layout, and the new size is not zero, being greater.
    let memory = unsafe { realloc(data.cast(), old, new.size()) };
    if memory.is_null() {
        check::out_of_memory();
    }
    memory.cast()
}

#[inline]
#[track_caller]
pub fn deallocate<T>(data: *mut T, capacity: i64) {
    let layout = layout::<T>(capacity);
    if layout.size() != 0 {
        // SAFETY: `data` was allocated with this layout.
        unsafe { dealloc(data.cast(), layout) }
    }
}

/// Bytes before each allocation of `alloc`: they hold its layout, so that `free` needs nothing but the address.
const HEADER: usize = 16;

/// Memory for `count` values that `free` gives back.
#[track_caller]
pub fn alloc<T>(count: i64) -> *mut T {
    alloc_aligned(count, std::mem::align_of::<T>() as i64)
}

/// Memory for `count` values at a multiple of `alignment`, a power of two. `free` gives it back.
#[track_caller]
pub fn alloc_aligned<T>(count: i64, alignment: i64) -> *mut T {
    let wanted = layout::<T>(count);
    let alignment = (alignment.max(1) as usize).max(wanted.align()).max(HEADER);
    let whole = wanted
        .size()
        .checked_add(alignment)
        .filter(|_| alignment.is_power_of_two())
        .and_then(|size| Layout::from_size_align(size, alignment).ok());
    let Some(whole) = whole else { check::out_of_memory() };
    // SAFETY: the size is at least that of the header.
    let memory = unsafe { std_alloc(whole) };
    if memory.is_null() {
        check::out_of_memory();
    }
    // SAFETY: the header lies just before the values, within the `alignment` bytes reserved for it.
    unsafe {
        let values = memory.add(alignment);
        values.sub(HEADER).cast::<usize>().write(whole.size());
        values.sub(HEADER).cast::<usize>().add(1).write(alignment);
        values.cast()
    }
}

/// Gives back what `alloc` gave. Does nothing for a null pointer.
pub fn free<T>(pointer: *mut T) {
    if pointer.is_null() {
        return;
    }
    let values = pointer.cast::<u8>();
    // SAFETY: the program promises that `alloc` returned the pointer; then the layout stands before it.
    unsafe {
        let size = values.sub(HEADER).cast::<usize>().read();
        let alignment = values.sub(HEADER).cast::<usize>().add(1).read();
        dealloc(values.sub(alignment), Layout::from_size_align_unchecked(size, alignment));
    }
}

#[inline(always)]
pub fn copy_trivial<T>(to: *mut T, from: *mut T, count: i64) {
    // SAFETY: the program promises `count` values at both; they may overlap.
    unsafe { ptr::copy(from, to, count.max(0) as usize) }
}

/// Copies bytes between places that do not overlap.
#[inline(always)]
pub fn memcpy<T>(dest: *mut T, src: *mut T, count: i64) {
    // SAFETY: the program promises `count` values at both.
    unsafe { ptr::copy(src, dest, count.max(0) as usize) }
}

#[inline(always)]
pub fn memset<T>(pointer: *mut T, byte: u8, count: i64) {
    // SAFETY: the program promises room for `count` values.
    unsafe { ptr::write_bytes(pointer, byte, count.max(0) as usize) }
}

/// The order of two runs of `count` values as bytes: -1, 0 or 1.
#[inline]
pub fn memcmp<T>(a: *mut T, b: *mut T, count: i64) -> i64 {
    let bytes = count.max(0) as usize * std::mem::size_of::<T>();
    // SAFETY: the program promises `count` values at both.
    let (a, b) = unsafe { (bytes_at(a.cast(), bytes), bytes_at(b.cast(), bytes)) };
    a.cmp(b) as i64
}

/// # Safety
/// There are `length` readable bytes at `pointer`, unless `length` is zero.
pub(crate) unsafe fn bytes_at<'a>(pointer: *const u8, length: usize) -> &'a [u8] {
    if length == 0 {
        return &[];
    }
    // SAFETY: as the caller promises.
    unsafe { std::slice::from_raw_parts(pointer, length) }
}

/// Fills places that hold no values.
#[inline]
pub fn fill<T: Copy>(to: *mut T, value: T, count: i64) {
    for i in 0..count.max(0) as usize {
        // SAFETY: the program promises room for `count` values.
        unsafe { to.add(i).write(value) }
    }
}

#[inline]
pub fn reverse<T>(data: *mut T, count: i64) {
    let count = count.max(0) as usize;
    for i in 0..count / 2 {
        // SAFETY: the program promises `count` values.
        unsafe { ptr::swap(data.add(i), data.add(count - 1 - i)) }
    }
}

/// Moves the last of `count` values to the front.
#[inline]
pub fn rotate_right<T>(data: *mut T, count: i64) {
    if count < 2 {
        return;
    }
    let rest = count as usize - 1;
    // SAFETY: the program promises `count` values; bits move about without running any code of theirs.
    unsafe {
        let last = data.add(rest).read();
        ptr::copy(data, data.add(1), rest);
        data.write(last);
    }
}

/// Moves the first of `count` values to the back.
#[inline]
pub fn rotate_left<T>(data: *mut T, count: i64) {
    if count < 2 {
        return;
    }
    let rest = count as usize - 1;
    // SAFETY: as above.
    unsafe {
        let first = data.read();
        ptr::copy(data.add(1), data, rest);
        data.add(rest).write(first);
    }
}

/// Puts at each place the value whose number `order` has there.
#[track_caller]
pub fn permute<T>(data: *mut T, order: *mut i64, count: i64) {
    if count < 2 {
        return;
    }
    let buffer = allocate::<T>(count);
    // SAFETY: `order` is a permutation of the numbers of `count` values; no code of theirs runs.
    unsafe {
        for i in 0..count as usize {
            ptr::copy_nonoverlapping(data.add(*order.add(i) as usize), buffer.add(i), 1);
        }
        ptr::copy_nonoverlapping(buffer, data, count as usize);
    }
    deallocate(buffer, count);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alloc_and_free_keep_the_layout() {
        for count in [0, 1, 1000] {
            let p = alloc::<u64>(count);
            for i in 0..count {
                write(offset(p, i), i as u64);
            }
            if count > 0 {
                assert_eq!(take(offset(p, count - 1)), count as u64 - 1);
            }
            free(p);
        }
        let p = alloc_aligned::<u8>(3, 4096);
        assert_eq!(to_address(p) % 4096, 0);
        free(p);
        free(ptr::null_mut::<u8>());
    }

    #[test]
    fn storage_is_as_big_as_its_greatest_type() {
        assert_eq!(std::mem::size_of::<Storage<(u8, u64, [u8; 24])>>(), 24);
        assert_eq!(std::mem::align_of::<Storage<(u8, u64)>>(), 8);
        let mut storage = Storage::<(u8, u64)>::empty();
        write(storage_pointer(&mut storage), 7u64);
        assert_eq!(take(storage_pointer::<_, u64>(&mut storage)), 7);
    }

    #[test]
    fn growth_keeps_values() {
        let p = allocate::<i32>(2);
        write(p, 7);
        let p = reallocate(p, 2, 100);
        assert_eq!(take(p), 7);
        deallocate(p, 100);
        deallocate(allocate::<()>(5), 5);
    }

    #[test]
    fn impossible_sizes_are_faults() {
        for count in [-1, i64::MAX] {
            let payload = std::panic::catch_unwind(|| allocate::<u64>(count)).expect_err("a fault");
            assert!(payload.is::<crate::fault::Fault>());
        }
    }

    #[test]
    fn rotation_and_permutation() {
        let mut v = [1, 2, 3, 4];
        rotate_right(v.as_mut_ptr(), 4);
        assert_eq!(v, [4, 1, 2, 3]);
        rotate_left(v.as_mut_ptr(), 4);
        assert_eq!(v, [1, 2, 3, 4]);
        let mut order = [3, 0, 2, 1];
        permute(v.as_mut_ptr(), order.as_mut_ptr(), 4);
        assert_eq!(v, [4, 1, 3, 2]);
        reverse(v.as_mut_ptr(), 4);
        assert_eq!(v, [2, 3, 1, 4]);
    }
}
