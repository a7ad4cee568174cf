//! Capture lists: what a nested function takes with it, and how.

use grammar::{Span, Symbol, ast};

use super::errors;
use super::free::{self, Mention};
use crate::check::{Binding, Fx, Node};
use crate::cx::Cx;

/// What is captured.
pub(super) struct Plan {
    /// In the order of the list, then in order of first mention.
    pub entries: Vec<Entry>,
    /// Outer variables that are mentioned but not captured; reported.
    pub refused: Vec<Symbol>,
}

pub(super) struct Entry {
    pub name: Symbol,
    pub convention: ast::Convention,
    /// `var x^`: moved in.
    pub transfer: bool,
    pub span: Span,
}

impl Cx<'_> {
    /// `implied` is how names are captured where there is no list at all.
    pub(super) fn capture_plan(
        &mut self,
        fx: &mut Fx,
        function: &ast::Function,
        implied: Option<ast::Convention>,
    ) -> Plan {
        let mut plan = Plan { entries: Vec::new(), refused: Vec::new() };
        let mut default: Option<(ast::Convention, bool)> =
            if function.captures.is_none() { implied.map(|convention| (convention, false)) } else { None };
        for capture in function.captures.iter().flat_map(|captures| &captures.list) {
            match &capture.name {
                None => default = Some((capture.convention.clone(), capture.transfer)),
                Some(name) => self.explicit_capture(fx, capture, name, &mut plan),
            }
        }
        let outer: Vec<Mention> =
            free::mentions(function).into_iter().filter(|mention| is_outer_variable(fx, mention.name)).collect();
        if function.captures.is_none() && is_legacy(function) {
            default = Some((ast::Convention::Ref(Vec::new()), false));
        }
        let mut missing = Vec::new();
        for mention in outer {
            if plan.entries.iter().any(|entry| entry.name == mention.name) || plan.refused.contains(&mention.name) {
                continue;
            }
            match &default {
                Some((convention, transfer)) => {
                    let entry = Entry {
                        name: mention.name,
                        convention: convention.clone(),
                        transfer: *transfer,
                        span: mention.span,
                    };
                    self.add_entry(fx, entry, &mut plan);
                }
                None => missing.push(mention),
            }
        }
        if !missing.is_empty() {
            self.report_missing(fx, function, &missing);
            plan.refused.extend(missing.iter().map(|mention| mention.name));
        }
        plan
    }

    fn explicit_capture(&mut self, fx: &mut Fx, capture: &ast::Capture, name: &ast::Name, plan: &mut Plan) {
        if let Some(first) = plan.entries.iter().find(|entry| entry.name == name.symbol) {
            let first = first.span;
            self.report(errors::captured_twice(name.symbol, name.span, first));
            return;
        }
        if !is_outer_variable(fx, name.symbol) {
            let is_error = matches!(fx.find(name.symbol), Some(Binding::Node(Node::Error)));
            if !is_error {
                let known = fx.find(name.symbol).is_some() || self.lookup_global(fx.module, name.symbol).is_some();
                self.report(errors::no_variable(name.symbol, name.span, known));
            }
            return;
        }
        // `x^` without a word moves as `var x^` does.
        let convention = if capture.transfer { ast::Convention::Var } else { capture.convention.clone() };
        let entry = Entry { name: name.symbol, convention, transfer: capture.transfer, span: capture.span };
        self.add_entry(fx, entry, plan);
    }

    fn add_entry(&mut self, fx: &mut Fx, entry: Entry, plan: &mut Plan) {
        match self.name(fx, entry.name, entry.span) {
            Some(Node::Place(place)) => {
                if entry.convention == ast::Convention::Mut && !place.mutable && !place.ty.is_error() {
                    let declared = self.declaration_of(fx, entry.name);
                    self.report(errors::not_mutable(entry.name, entry.span, declared));
                    plan.refused.push(entry.name);
                    return;
                }
                let copies = entry.convention == ast::Convention::Var && !entry.transfer;
                if copies && !place.ty.is_error() && !self.is_implicitly_copyable_ty(place.ty) {
                    let shown = self.show(place.ty);
                    self.report(errors::not_copied(entry.name, &shown, entry.span));
                    plan.refused.push(entry.name);
                    return;
                }
                plan.entries.push(entry);
            }
            _ => plan.refused.push(entry.name),
        }
    }

    fn declaration_of(&self, fx: &Fx, name: Symbol) -> Option<Span> {
        match fx.find(name)? {
            Binding::Local(id) => Some(fx.locals[id.0 as usize].span),
            Binding::Captured(index) => match fx.parent {
                crate::definitions::Parent::Local(frame) => {
                    self.tables.frames.get(frame as usize)?.variables.get(*index).map(|v| v.span)
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn report_missing(&mut self, fx: &Fx, function: &ast::Function, missing: &[Mention]) {
        let first = missing[0];
        let declared = self.declaration_of(fx, first.name);
        let (at, text) = match &function.captures {
            Some(captures) => {
                let mut parts: Vec<String> =
                    captures.list.iter().map(|c| self.sources.text(c.span).to_string()).collect();
                parts.extend(missing.iter().map(entry_text));
                (captures.span, format!("{{{}}}", parts.join(", ")))
            }
            None => (list_position(function), format!(" {}", list_text(missing))),
        };
        self.report(errors::missing_captures(function.name.symbol, missing, first.span, declared, at, text));
    }
}

/// Whether a name means a variable of the function being checked or of one around it.
fn is_outer_variable(fx: &Fx, name: Symbol) -> bool {
    matches!(fx.find(name), Some(Binding::Local(_) | Binding::Captured(_) | Binding::Node(Node::Place(_))))
}

/// `@__parameter`, which captures whatever the function mentions by reference.
fn is_legacy(function: &ast::Function) -> bool {
    function.decorators.iter().any(|decorator| match &decorator.expr.kind {
        ast::ExprKind::Name(name) => matches!(name.as_str(), "__parameter" | "parameter"),
        _ => false,
    })
}

/// Where a capture list goes: behind the effects.
fn list_position(function: &ast::Function) -> Span {
    match &function.effects.raises {
        Some(raises) => raises.span.after(),
        None => function.effects.span.after(),
    }
}

fn list_text(mentions: &[Mention]) -> String {
    let parts: Vec<String> = mentions.iter().map(entry_text).collect();
    format!("{{{}}}", parts.join(", "))
}

fn entry_text(mention: &Mention) -> String {
    format!("{} {}", if mention.written { "mut" } else { "imm" }, mention.name)
}
