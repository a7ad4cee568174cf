//! What patterns cover: whether a case can still be reached after others.
//!
//! The usual usefulness of a row of patterns against a matrix of rows. Truth values and products (tuples, fields of a
//! struct) can be covered completely; of every other value there is always one more.

/// A pattern without names.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Pat {
    Any,
    Bool(bool),
    /// A value by a text that is equal for equal values.
    Value(String),
    Product(Vec<Pat>),
    Or(Vec<Pat>),
}

/// Steps after which a case counts as reachable: the question is exponential in the worst case.
const BUDGET: usize = 20_000;

/// Whether a pattern matches something that none of the rows does.
pub(super) fn useful(rows: &[Vec<Pat>], pat: &Pat) -> bool {
    let rows: Vec<Vec<Pat>> = rows.to_vec();
    search(rows, vec![pat.clone()], &mut BUDGET.clone())
}

/// Whether everything that `b` matches is matched by `a`.
pub(super) fn covers(a: &Pat, b: &Pat) -> bool {
    !useful(&[vec![a.clone()]], b)
}

fn search(rows: Vec<Vec<Pat>>, row: Vec<Pat>, budget: &mut usize) -> bool {
    if *budget == 0 {
        return true;
    }
    *budget -= 1;
    let Some((first, rest)) = row.split_first() else { return rows.is_empty() };
    let rows = expand(rows);
    match first {
        Pat::Or(parts) => parts.iter().any(|part| {
            let mut row = vec![part.clone()];
            row.extend_from_slice(rest);
            search(rows.clone(), row, budget)
        }),
        Pat::Any => {
            let heads: Vec<&Pat> = rows.iter().map(|row| &row[0]).filter(|pat| **pat != Pat::Any).collect();
            let all: Vec<Pat> = match heads.first() {
                Some(Pat::Product(parts)) => vec![Pat::Product(vec![Pat::Any; parts.len()])],
                Some(Pat::Bool(_)) if heads.contains(&&Pat::Bool(true)) && heads.contains(&&Pat::Bool(false)) => {
                    vec![Pat::Bool(true), Pat::Bool(false)]
                }
                _ => {
                    let open = rows.iter().filter(|row| row[0] == Pat::Any).map(|row| row[1..].to_vec()).collect();
                    return search(open, rest.to_vec(), budget);
                }
            };
            all.into_iter().any(|head| specialised(&rows, &head, rest, budget))
        }
        head => specialised(&rows, head, rest, budget),
    }
}

/// The question for those values that have a certain head.
fn specialised(rows: &[Vec<Pat>], head: &Pat, rest: &[Pat], budget: &mut usize) -> bool {
    let width = match head {
        Pat::Product(parts) => parts.len(),
        _ => 0,
    };
    let rows = rows
        .iter()
        .filter_map(|row| {
            let mut parts = match (&row[0], head) {
                (Pat::Any, _) => vec![Pat::Any; width],
                (Pat::Product(parts), Pat::Product(_)) if parts.len() == width => parts.clone(),
                (a, b) if a == b => Vec::new(),
                _ => return None,
            };
            parts.extend_from_slice(&row[1..]);
            Some(parts)
        })
        .collect();
    let mut row = match head {
        Pat::Product(parts) => parts.clone(),
        _ => Vec::new(),
    };
    row.extend_from_slice(rest);
    search(rows, row, budget)
}

/// Rows whose first pattern is no alternative.
fn expand(rows: Vec<Vec<Pat>>) -> Vec<Vec<Pat>> {
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        match &row[0] {
            Pat::Or(parts) => {
                let alternatives = parts.iter().map(|part| {
                    let mut one = vec![part.clone()];
                    one.extend_from_slice(&row[1..]);
                    one
                });
                out.extend(expand(alternatives.collect()));
            }
            _ => out.push(row),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Pat {
        Pat::Value(text.to_string())
    }

    #[test]
    fn anything_after_a_catch_all_is_covered() {
        assert!(!useful(&[vec![Pat::Any]], &value("1")));
        assert!(!useful(&[vec![Pat::Any]], &Pat::Any));
    }

    #[test]
    fn values_never_cover_everything() {
        let rows = [vec![value("1")], vec![value("2")]];
        assert!(useful(&rows, &Pat::Any));
        assert!(!useful(&rows, &value("2")));
        assert!(useful(&rows, &Pat::Or(vec![value("2"), value("3")])));
    }

    #[test]
    fn both_truth_values_cover_everything() {
        let rows = [vec![Pat::Bool(true)], vec![Pat::Bool(false)]];
        assert!(!useful(&rows, &Pat::Any));
        assert!(useful(&rows[..1], &Pat::Any));
    }

    #[test]
    fn products_are_covered_by_their_parts() {
        let rows = [
            vec![Pat::Product(vec![Pat::Bool(true), Pat::Any])],
            vec![Pat::Product(vec![Pat::Bool(false), Pat::Bool(true)])],
            vec![Pat::Product(vec![Pat::Any, Pat::Bool(false)])],
        ];
        assert!(!useful(&rows, &Pat::Any));
        assert!(useful(&rows[..2], &Pat::Any));
        assert!(useful(&rows[..2], &rows[2][0]));
    }

    #[test]
    fn alternatives_in_rows_count_each() {
        let rows = [vec![Pat::Or(vec![Pat::Bool(true), Pat::Bool(false)])]];
        assert!(!useful(&rows, &Pat::Any));
    }
}
