//! A text that owns its bytes: 24 bytes that hold a constant's address, a short text in place, or a shared block.
//!
//! The last byte tells the forms apart (the machine is little-endian):
//! `0x80 | n` a text of `n` bytes in place, with zeros behind them; `0x40` a constant; otherwise a block of `capacity` bytes behind a count of owners.

use std::alloc::{Layout, alloc, dealloc, realloc};
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicUsize, Ordering, fence};

use super::Span;
use crate::check;

const INLINE: usize = 23;
const INLINE_TAG: u8 = 0x80;
const STATIC_TAG: u8 = 0x40;
/// The count of owners, before the bytes of a block.
const HEADER: usize = 8;

#[cfg(not(all(target_endian = "little", target_pointer_width = "64")))]
compile_error!("the layout of texts is that of 64-bit little-endian machines");

#[derive(Clone, Copy)]
#[repr(C)]
struct Block {
    pointer: *mut u8,
    length: usize,
    capacity: usize,
}

/// Copies bytes that are mostly few: by words that may overlap instead of a call.
///
/// # Safety
/// There are so many bytes at both addresses, which do not overlap.
#[inline(always)]
unsafe fn copy_short(from: *const u8, to: *mut u8, count: usize) {
    /// The first and the last bytes, of which some may be the same.
    #[inline(always)]
    unsafe fn ends<T>(from: *const u8, to: *mut u8, count: usize) {
        let last = count - size_of::<T>();
        // SAFETY: there are at least so many bytes.
        unsafe {
            let (a, b) = (from.cast::<T>().read_unaligned(), from.add(last).cast::<T>().read_unaligned());
            to.cast::<T>().write_unaligned(a);
            to.add(last).cast::<T>().write_unaligned(b);
        }
    }
    // SAFETY: the caller's promise.
    unsafe {
        match count {
            0 => {}
            1 => *to = *from,
            2..4 => ends::<u16>(from, to, count),
            4..8 => ends::<u32>(from, to, count),
            8..16 => ends::<u64>(from, to, count),
            16..=32 => ends::<u128>(from, to, count),
            _ => to.copy_from_nonoverlapping(from, count),
        }
    }
}

/// The words of at most 23 bytes in place: zeros behind them, and the length in the last byte.
#[inline(always)]
pub(crate) fn short_words(bytes: &[u8]) -> Option<[u64; 3]> {
    if bytes.len() > INLINE {
        return None;
    }
    // Whole words, because that is how a text is moved.
    let mut words = [0; 3];
    // SAFETY: both have so many bytes.
    unsafe { copy_short(bytes.as_ptr(), words.as_mut_ptr().cast(), bytes.len()) };
    words[2] |= u64::from(INLINE_TAG | bytes.len() as u8) << 56;
    Some(words)
}

/// A text. A copy shares the bytes until one of both is changed.
#[repr(C)]
pub union String {
    bytes: [u8; 24],
    words: [u64; 3],
    block: ManuallyDrop<Block>,
}

// SAFETY: blocks are shared under an atomic count and changed only by a sole owner.
unsafe impl Send for String {}
// SAFETY: as above; a shared reference only reads.
unsafe impl Sync for String {}

impl String {
    #[inline(always)]
    pub const fn new() -> String {
        let mut bytes = [0; 24];
        bytes[23] = INLINE_TAG;
        String { bytes }
    }

    /// A constant of the program: no allocation.
    #[inline(always)]
    pub const fn literal(text: &'static str) -> String {
        let block =
            Block { pointer: text.as_ptr().cast_mut(), length: text.len(), capacity: (STATIC_TAG as usize) << 56 };
        String { block: ManuallyDrop::new(block) }
    }

    #[track_caller]
    pub fn with_capacity(capacity: i64) -> String {
        let mut text = String::new();
        text.reserve(capacity);
        text
    }

    #[track_caller]
    pub fn from_span(span: Span) -> String {
        String::from_bytes(span.as_bytes())
    }

    /// From bytes that are UTF-8.
    #[track_caller]
    pub fn from_bytes(source: &[u8]) -> String {
        let length = source.len();
        if let Some(words) = short_words(source) {
            return String { words };
        }
        let mut text = String::on_heap(length);
        // SAFETY: a new block of that capacity, with one owner.
        unsafe {
            let block = &mut text.block;
            block.pointer.copy_from_nonoverlapping(source.as_ptr(), length);
            block.length = length;
        }
        text
    }

    /// From at most 23 bytes of UTF-8, the first in the lowest bits; behind them are zeros.
    #[inline]
    pub(crate) fn from_words(words: [u128; 2], length: usize) -> String {
        debug_assert!(length <= INLINE);
        let tag = u64::from(INLINE_TAG | length as u8) << 56;
        String { words: [words[0] as u64, (words[0] >> 64) as u64, words[1] as u64 | tag] }
    }

    pub fn from_std(text: &str) -> String {
        String::from_bytes(text.as_bytes())
    }

    #[inline(always)]
    fn tag(&self) -> u8 {
        // SAFETY: every form fills all bytes.
        unsafe { self.bytes[23] }
    }

    #[inline(always)]
    fn is_heap(&self) -> bool {
        self.tag() < STATIC_TAG
    }

    #[inline(always)]
    pub fn length(&self) -> usize {
        let tag = self.tag();
        if tag & INLINE_TAG != 0 {
            (tag & !INLINE_TAG) as usize
        } else {
            // SAFETY: not in place.
            unsafe { self.block.length }
        }
    }

    #[inline(always)]
    pub fn as_ptr(&self) -> *const u8 {
        // SAFETY: the form decides which field is read.
        unsafe { if self.tag() & INLINE_TAG != 0 { self.bytes.as_ptr() } else { self.block.pointer } }
    }

    #[inline(always)]
    pub fn as_bytes(&self) -> &[u8] {
        // SAFETY: there are that many bytes, alive as long as `self`.
        unsafe { std::slice::from_raw_parts(self.as_ptr(), self.length()) }
    }

    /// A view of the whole.
    #[inline(always)]
    pub fn span(&self) -> Span {
        Span::of_bytes(self.as_bytes())
    }

    /// See `Span::as_str`.
    pub fn as_str(&self) -> &str {
        self.span().as_str()
    }

    pub fn to_std(&self) -> std::string::String {
        self.span().to_std()
    }

    pub fn capacity(&self) -> i64 {
        match self.tag() {
            tag if tag & INLINE_TAG != 0 => INLINE as i64,
            STATIC_TAG => 0,
            // SAFETY: a block.
            _ => unsafe { self.block.capacity as i64 },
        }
    }

    /// Whether the bytes may be changed in place.
    #[inline(always)]
    fn is_unique(&self) -> bool {
        // SAFETY: a block has a count.
        self.is_heap() && unsafe { self.owners().load(Ordering::Acquire) == 1 }
    }

    /// # Safety
    /// The text is a block.
    #[inline(always)]
    unsafe fn owners(&self) -> &AtomicUsize {
        // SAFETY: the count stands before the bytes.
        unsafe { &*self.block.pointer.sub(HEADER).cast::<AtomicUsize>() }
    }

    #[track_caller]
    fn layout(capacity: usize) -> Layout {
        let size = capacity.checked_add(HEADER).filter(|_| capacity < 1 << 56);
        match size.and_then(|size| Layout::from_size_align(size, HEADER).ok()) {
            Some(layout) => layout,
            None => check::out_of_memory(),
        }
    }

    /// An empty block.
    #[track_caller]
    fn on_heap(capacity: usize) -> String {
        // SAFETY: the size is not zero.
        let memory = unsafe { alloc(String::layout(capacity)) };
        if memory.is_null() {
            check::out_of_memory();
        }
        // SAFETY: the block starts with the count.
        let pointer = unsafe {
            memory.cast::<AtomicUsize>().write(AtomicUsize::new(1));
            memory.add(HEADER)
        };
        String { block: ManuallyDrop::new(Block { pointer, length: 0, capacity }) }
    }

    /// Makes sure that the bytes are ours alone and that `capacity` fit. Says where they are.
    #[inline]
    #[track_caller]
    fn make_room(&mut self, capacity: usize) -> *mut u8 {
        let tag = self.tag();
        if tag & INLINE_TAG != 0 && capacity <= INLINE {
            // SAFETY: in place.
            return unsafe { self.bytes.as_mut_ptr() };
        }
        // SAFETY: a block, if unique.
        if self.is_unique() && unsafe { self.block.capacity } >= capacity {
            // SAFETY: as above.
            return unsafe { self.block.pointer };
        }
        self.grow(capacity)
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn grow(&mut self, capacity: usize) -> *mut u8 {
        let length = self.length();
        if self.is_unique() {
            // SAFETY: a block with one owner; its layout follows from its capacity.
            unsafe {
                let block = &mut self.block;
                let capacity = capacity.max(block.capacity * 2);
                let old = String::layout(block.capacity);
                let memory = realloc(block.pointer.sub(HEADER), old, String::layout(capacity).size());
                if memory.is_null() {
                    check::out_of_memory();
                }
                block.pointer = memory.add(HEADER);
                block.capacity = capacity;
                return block.pointer;
            }
        }
        // A changed copy tends to grow on.
        let mut text = String::on_heap(capacity.max(length * 2).max(48));
        // SAFETY: a new block with room for all bytes.
        unsafe {
            let block = &mut text.block;
            block.pointer.copy_from_nonoverlapping(self.as_ptr(), length);
            block.length = length;
        }
        *self = text;
        // SAFETY: the block just made.
        unsafe { self.block.pointer }
    }

    /// # Safety
    /// So many bytes are written, and ours.
    #[inline(always)]
    unsafe fn set_length(&mut self, length: usize) {
        // SAFETY: the form decides where the length stands.
        unsafe {
            if self.bytes[23] & INLINE_TAG != 0 {
                self.bytes[23] = INLINE_TAG | length as u8;
            } else {
                self.block.length = length;
            }
        }
    }

    /// Makes room for `capacity` bytes.
    #[track_caller]
    pub fn reserve(&mut self, capacity: i64) {
        let capacity = (capacity.max(0) as usize).max(self.length());
        self.make_room(capacity);
    }

    /// Appends a text, which may be a part of this one.
    #[track_caller]
    pub fn push(&mut self, text: Span) {
        let (length, added) = (self.length(), text.length());
        let tag = self.tag();
        // SAFETY: the form decides which field is read.
        let to = unsafe {
            if tag & INLINE_TAG != 0 && length + added <= INLINE {
                self.bytes.as_mut_ptr()
            } else if self.is_unique() && self.block.capacity - length >= added {
                self.block.pointer
            } else {
                return self.push_growing(text);
            }
        };
        // SAFETY: there is room. A part of this text ends before the place where it goes.
        unsafe {
            copy_short(text.as_ptr(), to.add(length), added);
            self.set_length(length + added);
        }
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn push_growing(&mut self, text: Span) {
        let own = self.as_ptr() as usize..self.as_ptr() as usize + self.length() + 1;
        if text.length() > 0 && own.contains(&(text.as_ptr() as usize)) {
            let copy = String::from_span(text);
            self.push_bytes(copy.as_bytes());
        } else {
            self.push_bytes(text.as_bytes());
        }
    }

    #[track_caller]
    pub fn push_bytes(&mut self, bytes: &[u8]) {
        let length = self.length();
        let pointer = self.make_room(length + bytes.len());
        // SAFETY: there is room, and `bytes` lie elsewhere.
        unsafe {
            copy_short(bytes.as_ptr(), pointer.add(length), bytes.len());
            self.set_length(length + bytes.len());
        }
    }

    #[track_caller]
    pub fn push_byte(&mut self, byte: u8) {
        self.push_bytes(&[byte]);
    }

    #[track_caller]
    pub fn push_codepoint(&mut self, codepoint: u32) {
        let mut bytes = [0; 4];
        let c = char::from_u32(codepoint).unwrap_or(char::REPLACEMENT_CHARACTER);
        self.push_bytes(c.encode_utf8(&mut bytes).as_bytes());
    }

    /// Cuts the text at a border of code points, or extends it with a byte.
    #[track_caller]
    pub fn resize(&mut self, length: i64, byte: u8) {
        let length = length.max(0) as usize;
        let old = self.length();
        let pointer = self.make_room(length.max(old));
        // SAFETY: there is room for the longer of both.
        unsafe {
            if length > old {
                pointer.add(old).write_bytes(byte, length - old);
            } else if self.tag() & INLINE_TAG != 0 {
                // Zeros are behind a text in place.
                pointer.add(length).write_bytes(0, old - length);
            }
            self.set_length(length);
        }
    }

    /// Where the bytes are, ours alone.
    #[track_caller]
    pub fn unsafe_pointer_mut(&mut self) -> *mut u8 {
        let length = self.length();
        self.make_room(length)
    }

    /// Where the bytes are, ours alone, with a zero behind them.
    #[track_caller]
    pub fn c_pointer(&mut self) -> *mut i8 {
        let length = self.length();
        let pointer = self.make_room(length + 1);
        // SAFETY: there is room for one more byte.
        unsafe { pointer.add(length).write(0) };
        pointer.cast()
    }

    /// The words of a text in place, which equal texts in place share.
    #[inline(always)]
    pub(crate) fn short_words(&self) -> Option<[u64; 3]> {
        // SAFETY: every form fills all words.
        (self.tag() & INLINE_TAG != 0).then_some(unsafe { self.words })
    }

    pub fn eq(&self, other: &String) -> bool {
        if let (Some(a), Some(b)) = (self.short_words(), other.short_words()) {
            return a == b;
        }
        super::span::equal_bytes(self.as_bytes(), other.as_bytes())
    }

    pub fn ne(&self, other: &String) -> bool {
        !self.eq(other)
    }

    pub fn lt(&self, other: &String) -> bool {
        self.as_bytes() < other.as_bytes()
    }
}

impl Clone for String {
    #[inline]
    fn clone(&self) -> String {
        if self.is_heap() {
            // SAFETY: a block.
            unsafe { self.owners().fetch_add(1, Ordering::Relaxed) };
        }
        // SAFETY: all forms are copied bit by bit; the new owner of a block was counted.
        unsafe { std::ptr::read(self) }
    }
}

impl Drop for String {
    #[inline(always)]
    fn drop(&mut self) {
        if self.is_heap() {
            release(self);
        }
    }
}

/// Ends an owner of a block. Compiled once, not wherever a text ends; cannot unwind.
#[inline(never)]
extern "C" fn release(text: &mut String) {
    if crate::fault::is_leaking() {
        return;
    }
    // SAFETY: a block; the last owner frees it. Its layout is that of its allocation.
    unsafe {
        if text.owners().fetch_sub(1, Ordering::Release) == 1 {
            fence(Ordering::Acquire);
            let block = text.block;
            dealloc(block.pointer.sub(HEADER), Layout::from_size_align_unchecked(block.capacity + HEADER, HEADER));
        }
    }
}

impl Default for String {
    fn default() -> String {
        String::new()
    }
}

impl std::fmt::Debug for String {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(self.as_str(), f)
    }
}

impl std::fmt::Write for String {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.push_bytes(text.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        assert_eq!(size_of::<String>(), 24);
        for length in [0, 1, 22, 23, 24, 100] {
            let source = "x".repeat(length);
            let text = String::from_std(&source);
            assert_eq!(text.as_str(), source);
            assert_eq!(text.is_heap(), length > INLINE);
            let copy = text.clone();
            drop(text);
            assert_eq!(copy.as_str(), source);
        }
        let constant = String::literal("a constant that would not fit in place");
        assert_eq!(constant.clone().as_str(), "a constant that would not fit in place");
        assert!(!constant.is_heap());
    }

    #[test]
    fn copies_do_not_change_each_other() {
        for start in ["", "short", "a text that is too long to stand in place"] {
            let mut a = String::from_std(start);
            let b = a.clone();
            a.push(Span::literal("!"));
            assert_eq!((a.as_str(), b.as_str()), (format!("{start}!").as_str(), start));
            let mut c = String::literal("constant");
            c.push(a.span());
            assert_eq!(c.as_str(), format!("constant{start}!"));
        }
    }

    #[test]
    fn growth_is_amortised() {
        let mut text = String::new();
        let mut moves = 0;
        let mut before = text.capacity();
        for i in 0..10_000 {
            text.push_byte(b'a' + (i % 26) as u8);
            if text.capacity() != before {
                before = text.capacity();
                moves += 1;
            }
        }
        assert_eq!(text.length(), 10_000);
        assert!(moves < 20, "{moves}");
    }

    #[test]
    fn a_text_can_take_a_part_of_itself() {
        let mut text = String::from_std("0123456789abcdefghijklmn");
        for _ in 0..4 {
            let part = text.span();
            text.push(part);
        }
        assert_eq!(text.length(), 24 * 16);
        let mut short = String::from_std("ab");
        let part = short.span();
        short.push(part);
        assert_eq!(short.as_str(), "abab");
    }

    #[test]
    fn resizing() {
        let mut text = String::from_std("abc");
        text.resize(5, b'-');
        assert_eq!(text.as_str(), "abc--");
        text.resize(1, 0);
        assert_eq!(text.as_str(), "a");
        text.resize(40, b'z');
        assert_eq!(text.length(), 40);
        let shared = text.clone();
        text.resize(2, 0);
        assert_eq!((text.as_str(), shared.length()), ("az", 40));
    }
}
