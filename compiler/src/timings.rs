//! How long the phases took, and how much each of them did: the table of `--timings`.

use std::time::{Duration, Instant};

/// A phase, its time, and how many of what it worked on.
#[derive(Clone, Debug)]
struct Row {
    phase: &'static str,
    time: Duration,
    counts: Vec<(usize, &'static str)>,
}

/// The phases of a run, in order.
#[derive(Clone, Debug)]
pub struct Timings {
    rows: Vec<Row>,
    start: Instant,
    /// Where the last phase ended.
    last: Instant,
}

impl Default for Timings {
    fn default() -> Timings {
        let now = Instant::now();
        Timings { rows: Vec::new(), start: now, last: now }
    }
}

impl Timings {
    /// Ends a phase: its time is what has passed since the one before, but for what `within` took.
    pub fn end(&mut self, phase: &'static str, within: Duration, counts: &[(usize, &'static str)]) {
        let now = Instant::now();
        self.add(phase, (now - self.last).saturating_sub(within), counts);
        self.last = now;
    }

    /// A phase that was measured elsewhere.
    pub fn add(&mut self, phase: &'static str, time: Duration, counts: &[(usize, &'static str)]) {
        self.rows.push(Row { phase, time, counts: counts.to_vec() });
    }

    /// The table, a phase a line, and the sum.
    pub fn table(&self) -> String {
        let mut out = String::new();
        for row in &self.rows {
            let counts: Vec<String> = row.counts.iter().map(|(n, what)| format!("{} {what}", grouped(*n))).collect();
            out.push_str(&line(row.phase, row.time, &counts.join(", ")));
        }
        out + &line("total", self.start.elapsed(), "")
    }
}

fn line(phase: &str, time: Duration, counts: &str) -> String {
    let line = format!("{phase:<10}{:>10.2} ms   {counts}", time.as_secs_f64() * 1000.0);
    format!("{}\n", line.trim_end())
}

/// A number with a comma between each three digits.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phase_is_a_line() {
        let mut timings = Timings::default();
        timings.add("parse", Duration::from_micros(1234), &[(1, "file"), (12_345_678, "tokens")]);
        timings.end("check", Duration::from_secs(9), &[]);
        let table = timings.table();
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[0], "parse           1.23 ms   1 file, 12,345,678 tokens");
        assert_eq!(lines[1], "check           0.00 ms");
        assert!(lines[2].starts_with("total"));
        assert_eq!((grouped(0), grouped(999), grouped(1000)), ("0".into(), "999".into(), "1,000".into()));
    }
}
