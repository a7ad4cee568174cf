//! Finds the name that a user most likely meant.

use grammar::Symbol;

/// The candidate with the smallest edit distance to `name`, if it is near enough to be a slip.
pub fn most_similar(name: &str, candidates: impl Iterator<Item = Symbol>) -> Option<Symbol> {
    let limit = (name.len() / 3).max(1);
    candidates
        .filter(|c| !c.as_str().starts_with('$') && c.as_str() != name)
        .map(|c| (distance(name, c.as_str()), c))
        .filter(|(d, c)| *d <= limit && *d < c.as_str().len())
        .min()
        .map(|(_, c)| c)
}

/// Edit distance with insertion, deletion, replacement; a change of case costs nothing.
pub fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.to_lowercase().chars().collect();
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.iter().enumerate() {
        let mut previous = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let replaced = previous + usize::from(ca != cb);
            previous = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(previous + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_only() {
        let names = ["total", "count", "Total_sum"].map(Symbol::new);
        assert_eq!(most_similar("totl", names.into_iter()), Some(Symbol::new("total")));
        assert_eq!(most_similar("xyz", names.into_iter()), None);
    }
}
