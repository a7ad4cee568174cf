//! Random bodies: what is accepted must be balanced, and nothing may panic.

use std::fmt::Write;

use grammar::Diagnostics;

use super::super::lower;
use super::{balance, mini};
use crate::hir::InstanceId;

/// Makes bodies from a number. Values are taken from a linear congruential generator (Knuth's MMIX constants).
struct Maker {
    state: u64,
    text: String,
    /// Variables in scope.
    names: Vec<String>,
    next: usize,
    loops: usize,
    budget: usize,
}

impl Maker {
    fn new(seed: u64) -> Maker {
        let names = vec!["p".to_string(), "q".to_string()];
        let text = "(var p: Noisy, mut q: Noisy) -> Noisy\n".to_string();
        Maker { state: seed.wrapping_mul(0x9E37_79B9) + 1, text, names, next: 0, loops: 0, budget: 14 }
    }

    fn below(&mut self, bound: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % bound
    }

    fn name(&mut self) -> String {
        let at = self.below(self.names.len());
        self.names[at].clone()
    }

    fn value(&mut self) -> String {
        let name = self.name();
        match self.below(8) {
            0 | 1 => "make()".to_string(),
            2 => "risky()".to_string(),
            3 => format!("copy {name}"),
            4 => format!("pass(move {name})"),
            5 => format!("same(&{name})"),
            6 => format!("(make() if test() else copy {name})"),
            _ => format!("move {name}"),
        }
    }

    fn line(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.text, "{}{line}", "  ".repeat(depth));
    }

    fn block(&mut self, depth: usize) {
        let scope = self.names.len();
        for _ in 0..1 + self.below(4) {
            self.stmt(depth);
        }
        self.names.truncate(scope);
    }

    fn stmt(&mut self, depth: usize) {
        if self.budget == 0 {
            return self.line(depth, "log()");
        }
        self.budget -= 1;
        let name = self.name();
        match self.below(if depth < 5 { 18 } else { 10 }) {
            0 | 1 => {
                let value = self.value();
                let new = format!("v{}", self.next);
                self.next += 1;
                self.line(depth, &format!("var {new}: Noisy = {value}"));
                self.names.push(new);
            }
            2 => {
                let new = format!("v{}", self.next);
                self.next += 1;
                self.line(depth, &format!("var {new}: Noisy"));
                self.line(depth, "if test()");
                self.line(depth + 1, &format!("{new} = make()"));
                self.line(depth, "else");
                let value = self.value();
                self.line(depth + 1, &format!("{new} = {value}"));
                self.names.push(new);
            }
            3 | 4 => {
                let value = self.value();
                self.line(depth, &format!("{name} = {value}"));
            }
            5 => self.line(depth, &format!("use(&{name})")),
            6 => self.line(depth, &format!("eat(copy {name})")),
            7 => self.line(depth, "work()"),
            8 => {
                let other = self.name();
                self.line(depth, &format!("use2(&{name}, &pass(copy {other}))"));
            }
            9 => match self.below(4) {
                0 if self.loops > 0 => self.line(depth, "break"),
                1 if self.loops > 0 => self.line(depth, "continue"),
                2 => self.line(depth, "raise error()"),
                _ => self.line(depth, &format!("return copy {name}")),
            },
            10..=12 => {
                self.line(depth, "if test()");
                self.block(depth + 1);
                if self.below(2) == 0 {
                    self.line(depth, "else");
                    self.block(depth + 1);
                }
            }
            13 | 14 => {
                self.line(depth, "loop");
                self.line(depth + 1, "if test()");
                self.line(depth + 2, "break");
                self.loops += 1;
                self.block(depth + 1);
                self.loops -= 1;
            }
            _ => {
                self.line(depth, "try");
                self.block(depth + 1);
                let kind = self.below(4);
                if kind != 0 {
                    self.line(depth, "except __e");
                    self.block(depth + 1);
                }
                if kind == 1 {
                    self.line(depth, "else");
                    self.block(depth + 1);
                }
                if kind != 1 {
                    self.line(depth, "finally");
                    self.block(depth + 1);
                }
            }
        }
    }
}

#[test]
fn accepted_bodies_are_balanced() {
    let mut accepted = 0;
    for seed in 0..4_000 {
        let mut maker = Maker::new(seed);
        maker.block(1);
        let name = maker.name();
        maker.line(1, &format!("return copy {name}"));
        let program = mini::program(&maker.text);
        let id = InstanceId(program.functions.len() as u32 - 1);
        let mut diagnostics = Diagnostics::default();
        let body = lower(&program, &mini::Types, id, &mut diagnostics);
        assert_eq!(body.is_none(), diagnostics.has_errors(), "{}", maker.text);
        if let Some(body) = body {
            accepted += 1;
            let shown = format!("seed {seed}\n{}{}", maker.text, super::shown_body(&program, id, &body));
            let result = std::panic::catch_unwind(|| balance::check(&body));
            assert!(result.is_ok(), "{shown}");
        }
    }
    assert!(accepted > 200, "only {accepted} were accepted");
}
