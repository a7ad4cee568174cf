//! The index of a dictionary: from hashes to slots. Entries, keys and their comparison are the language's.
//!
//! Slots are numbered in order of insertion; a slot whose entry went stays empty until `compact`. The index is an open
//! table of words: the upper half of a hash and the slot's number plus one, so that few candidates are wrong.

use crate::check;

const EMPTY: u64 = 0;
/// A place whose entry went: searches go on past it.
const GONE: u64 = u32::MAX as u64;
const DEAD: u64 = 0;

#[derive(Clone, Debug, Default)]
pub struct Table {
    /// A power of two of places, or none.
    places: Vec<u64>,
    /// By slot; `DEAD` where the entry went.
    hashes: Vec<u64>,
    live: usize,
}

impl Drop for Table {
    #[inline]
    fn drop(&mut self) {
        if crate::fault::is_leaking() {
            std::mem::forget((std::mem::take(&mut self.places), std::mem::take(&mut self.hashes)));
        }
    }
}

/// No live slot has the hash `DEAD`.
#[inline(always)]
fn normal(hash: u64) -> u64 {
    hash | 1
}

#[inline(always)]
fn word(hash: u64, slot: usize) -> u64 {
    hash & !(u32::MAX as u64) | (slot as u64 + 1)
}

impl Table {
    pub fn new() -> Table {
        Table::default()
    }

    #[inline(always)]
    pub fn live(&self) -> i64 {
        self.live as i64
    }

    #[inline(always)]
    pub fn used(&self) -> i64 {
        self.hashes.len() as i64
    }

    /// Where the search for a hash starts.
    #[inline(always)]
    fn start(&self, hash: u64) -> usize {
        // The lower bits of the hash; the upper ones are in the word.
        hash as usize >> 1 & (self.places.len() - 1)
    }

    /// The next slot after the candidate `after` (-1: the first) whose entry may have this hash; -1 if none.
    #[inline]
    pub fn candidate(&self, hash: u64, after: i64) -> i64 {
        if self.places.is_empty() {
            return -1;
        }
        let hash = normal(hash);
        let mask = self.places.len() - 1;
        let mut at = self.start(hash);
        let mut passed = after < 0;
        loop {
            let place = self.places[at];
            if place == EMPTY {
                return -1;
            }
            let slot = (place & u32::MAX as u64).wrapping_sub(1);
            if !passed {
                passed = slot == after as u64 && place != GONE;
            } else if place != GONE && place & !(u32::MAX as u64) == hash & !(u32::MAX as u64) {
                return slot as i64;
            }
            at = (at + 1) & mask;
        }
    }

    /// Takes the next slot for an entry.
    #[inline]
    #[track_caller]
    pub fn insert(&mut self, hash: u64) -> i64 {
        let hash = normal(hash);
        let slot = self.hashes.len();
        // At most three quarters are taken, gone ones counted as `hashes` counts them.
        if (slot + 1) * 4 > self.places.len() * 3 {
            self.rebuild((self.live + 1) * 2);
        }
        if self.hashes.try_reserve(1).is_err() || slot >= u32::MAX as usize - 1 {
            check::out_of_memory();
        }
        self.hashes.push(hash);
        self.live += 1;
        self.place(hash, slot);
        slot as i64
    }

    #[inline]
    fn place(&mut self, hash: u64, slot: usize) {
        let mask = self.places.len() - 1;
        let mut at = self.start(hash);
        while self.places[at] != EMPTY && self.places[at] != GONE {
            at = (at + 1) & mask;
        }
        self.places[at] = word(hash, slot);
    }

    /// A new index with room for `count` slots and all that are used.
    #[cold]
    #[track_caller]
    fn rebuild(&mut self, count: usize) {
        let wanted = (count.max(self.hashes.len() + 1) * 4 / 3 + 1).next_power_of_two().max(8);
        let mut places = Vec::new();
        if places.try_reserve_exact(wanted).is_err() {
            check::out_of_memory();
        }
        places.resize(wanted, EMPTY);
        self.places = places;
        for slot in 0..self.hashes.len() {
            if self.hashes[slot] != DEAD {
                self.place(self.hashes[slot], slot);
            }
        }
    }

    /// The entry of a slot goes.
    pub fn remove(&mut self, slot: i64) {
        let slot = slot as usize;
        let hash = std::mem::replace(&mut self.hashes[slot], DEAD);
        let mask = self.places.len() - 1;
        let mut at = self.start(hash);
        while self.places[at] != word(hash, slot) {
            at = (at + 1) & mask;
        }
        // Before an empty place there is nothing to go on to.
        self.places[at] = if self.places[(at + 1) & mask] == EMPTY { EMPTY } else { GONE };
        self.live -= 1;
    }

    /// The first slot from `slot` on that holds an entry; -1 if none.
    #[inline]
    pub fn next_live(&self, slot: i64) -> i64 {
        let mut slot = slot.max(0) as usize;
        while slot < self.hashes.len() {
            if self.hashes[slot] != DEAD {
                return slot as i64;
            }
            slot += 1;
        }
        -1
    }

    /// The last slot before `slot` that holds an entry; -1 if none.
    #[inline]
    pub fn previous_live(&self, slot: i64) -> i64 {
        let mut slot = (slot.max(0) as usize).min(self.hashes.len());
        while slot > 0 {
            slot -= 1;
            if self.hashes[slot] != DEAD {
                return slot as i64;
            }
        }
        -1
    }

    /// Renumbers the slots without those whose entries went; the entries were moved likewise.
    #[track_caller]
    pub fn compact(&mut self) {
        if self.live < self.hashes.len() {
            self.hashes.retain(|hash| *hash != DEAD);
            self.rebuild(self.live + 1);
        }
    }

    pub fn clear(&mut self) {
        self.hashes.clear();
        self.places.fill(EMPTY);
        self.live = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(key: u64, bits: u64) -> u64 {
        let mut hasher = crate::hash::Hasher::new();
        hasher.number(key);
        hasher.finish() & bits
    }

    fn find(table: &Table, keys: &[u64], key: u64, bits: u64) -> i64 {
        let mut slot = table.candidate(hash(key, bits), -1);
        while slot >= 0 && keys[slot as usize] != key {
            slot = table.candidate(hash(key, bits), slot);
        }
        slot
    }

    /// Against a plain list, with good hashes and with bad ones.
    #[test]
    fn behaves_like_a_map() {
        for bits in [u64::MAX, 0xF, 0] {
            let mut table = Table::new();
            let mut keys: Vec<u64> = Vec::new();
            let mut alive = Vec::new();
            let mut state = 1u64;
            for _ in 0..2000 {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                let key = state >> 33 & 127;
                let slot = find(&table, &keys, key, bits);
                assert_eq!(slot >= 0, alive.contains(&key));
                if state >> 60 & 1 == 0 {
                    if slot < 0 {
                        assert_eq!(table.insert(hash(key, bits)), keys.len() as i64);
                        keys.push(key);
                        alive.push(key);
                    }
                } else if slot >= 0 {
                    table.remove(slot);
                    alive.retain(|k| *k != key);
                }
                assert_eq!(table.live(), alive.len() as i64);
                if table.used() > 2 * table.live() + 8 {
                    let mut kept = Vec::new();
                    let mut slot = table.next_live(0);
                    while slot >= 0 {
                        kept.push(keys[slot as usize]);
                        slot = table.next_live(slot + 1);
                    }
                    keys = kept;
                    table.compact();
                    assert_eq!(keys, alive);
                }
            }
            let last = table.previous_live(table.used());
            assert_eq!(alive.last().copied(), keys.get(last as usize).copied());
            table.clear();
            assert_eq!((table.live(), table.used(), table.next_live(0)), (0, 0, -1));
        }
    }
}
