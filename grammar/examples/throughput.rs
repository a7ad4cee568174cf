//! Measures the front end on the files named on the command line: lines, best time of ten runs, lines per second.

use std::time::Instant;

fn main() {
    for path in std::env::args().skip(1) {
        let text = String::from_utf8_lossy(&std::fs::read(&path).expect("the file can be read")).into_owned();
        let lines = text.lines().count();
        let mut best = f64::INFINITY;
        for _ in 0..10 {
            let start = Instant::now();
            let mut diagnostics = grammar::Diagnostics::default();
            let module = grammar::parse(grammar::FileId(0), &text, &mut diagnostics);
            best = best.min(start.elapsed().as_secs_f64());
            drop(module);
        }
        println!("{path}: {lines} lines, {:.2} ms, {:.0} lines/s", best * 1e3, lines as f64 / best);
    }
}
