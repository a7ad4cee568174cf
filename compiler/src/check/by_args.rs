//! Tables by definition and arguments, which are asked without a copy of the arguments.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::types::Value;

/// A value for each definition and arguments of its parameters.
#[derive(Clone, Debug)]
pub struct ByArgs<K, T> {
    of: FxHashMap<K, FxHashMap<Vec<Value>, T>>,
    count: usize,
}

impl<K, T> Default for ByArgs<K, T> {
    fn default() -> ByArgs<K, T> {
        ByArgs { of: FxHashMap::default(), count: 0 }
    }
}

impl<K: Copy + Eq + Hash, T> ByArgs<K, T> {
    pub fn get(&self, key: K, args: &[Value]) -> Option<&T> {
        self.of.get(&key)?.get(args)
    }

    pub fn insert(&mut self, key: K, args: &[Value], value: T) {
        let new = self.of.entry(key).or_default().insert(args.to_vec(), value).is_none();
        self.count += usize::from(new);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_tell_apart() {
        let mut table = ByArgs::default();
        table.insert(1, &[Value::None], 'a');
        table.insert(1, &[], 'b');
        table.insert(2, &[], 'c');
        table.insert(2, &[], 'd');
        assert_eq!(table.get(1, &[Value::None]), Some(&'a'));
        assert_eq!(table.get(1, &[]), Some(&'b'));
        assert_eq!(table.get(2, &[]), Some(&'d'));
        assert_eq!(table.get(3, &[]), None);
        assert_eq!(table.len(), 3);
    }
}
