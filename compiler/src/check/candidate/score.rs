//! How well an argument fits what a declaration asks for, and why it does not.

use grammar::{Diagnostic, Fix, Span, Symbol};

use super::{Mismatch, Score, root_local};
use crate::check::call::{ArgNode, CallArg};
use crate::check::coerce::Conversion;
use crate::check::{Fx, Node};
use crate::cx::Cx;
use crate::types::{Passing, Ty};

impl Cx<'_> {
    pub(super) fn score_call_arg(
        &mut self,
        fx: &mut Fx,
        score: &mut Score,
        formal: Ty,
        passing: Passing,
        arg: &CallArg<'_>,
        name: Symbol,
    ) -> Result<(), Mismatch> {
        match &arg.node {
            ArgNode::Node(node) => self.score_arg(fx, score, formal, passing, node, arg.span, name),
            ArgNode::Pending(expr) => {
                if formal.is_error() {
                    return Ok(());
                }
                let before = self.quiet_first.take();
                let (node, clean) = self.attempt(|cx| cx.expr(fx, expr, Some(formal)));
                let reason = std::mem::replace(&mut self.quiet_first, before);
                let natural = node.ty() == Some(formal);
                if clean && natural {
                    let display = matches!(formal.as_struct(), Some((id, _)) if Some(id) == self.lang("List") || Some(id) == self.lang("Dict") || Some(id) == self.lang("Set") || Some(id) == self.lang("Array"));
                    score[8] += u32::from(!display);
                    return Ok(());
                }
                if clean && self.conversion(fx, &node, formal).is_some() {
                    score[0] += 1;
                    return Ok(());
                }
                if self.brief {
                    return Err(Mismatch::unexplained());
                }
                let shown = self.show(formal);
                let mut mismatch = Mismatch::new("E0510", Some(arg.span), format!("this does not make a `{shown}`"));
                if let Some(reason) = reason {
                    mismatch = Mismatch::new(reason.code, Some(reason.span), reason.message);
                    mismatch.helps = reason.helps;
                    mismatch.fixes = reason.fixes;
                }
                Err(mismatch)
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn score_arg(
        &mut self,
        fx: &mut Fx,
        score: &mut Score,
        formal: Ty,
        passing: Passing,
        node: &Node,
        span: Span,
        name: Symbol,
    ) -> Result<(), Mismatch> {
        if formal.is_error() || node.is_error() {
            return Ok(());
        }
        if passing == Passing::Mut {
            return match node {
                _ if self.symbolic && self.is_hazy(formal) => Ok(()),
                Node::Place(place) if place.ty == formal && place.mutable => Ok(()),
                _ if self.brief && node.ty() != Some(formal) => Err(Mismatch::unexplained()),
                Node::Place(place) if place.ty == formal => Err(self.immutable_argument(fx, place, span, name)),
                Node::Value(value) if value.ty == formal || self.is_literal_of(fx, node, formal) => {
                    // A temporary can be changed, but nobody sees it: allowed for receivers, as in `make().close()`.
                    if name == "self" {
                        Ok(())
                    } else {
                        Err(Mismatch::new(
                            "E0528",
                            Some(span),
                            format!("the argument `{name}` of `{{name}}` is `mut`: it needs a variable, not a value"),
                        )
                        .help("store the value in a `var` first"))
                    }
                }
                _ => {
                    let (found, wanted) = (self.shown_node(node), self.show(formal));
                    Err(Mismatch::new(
                        "E0510",
                        Some(span),
                        format!("the `mut` argument `{name}` of `{{name}}` must be `{wanted}`, found `{found}`"),
                    ))
                }
            };
        }
        score[3] += match (passing, node) {
            (Passing::Imm, Node::Place(place)) => u32::from(place.mutable),
            (Passing::Imm, _) => 1,
            (Passing::Var | Passing::Deinit, Node::Place(_)) => 2,
            _ => 0,
        };
        match self.conversion(fx, node, formal) {
            Some(Conversion::Same) => Ok(()),
            Some(Conversion::Literal) => {
                let default = node.ty().map(|ty| self.default_type(ty));
                score[1] += 1;
                score[8] += u32::from(default != Some(formal));
                Ok(())
            }
            Some(_) => {
                score[0] += 1;
                Ok(())
            }
            None if self.brief => Err(Mismatch::unexplained()),
            None => {
                let (found, wanted) = (self.shown_node(node), self.show(formal));
                let mut mismatch = Mismatch::new(
                    "E0510",
                    Some(span),
                    format!("the argument `{name}` of `{{name}}` must be `{wanted}`, found `{found}`"),
                );
                if let Some(help) = self.conversion_help(node, formal, span) {
                    mismatch = mismatch.help(help);
                }
                Err(mismatch)
            }
        }
    }

    /// Whether a node is a literal that takes a type.
    fn is_literal_of(&mut self, fx: &mut Fx, node: &Node, ty: Ty) -> bool {
        node.ty().is_some_and(Ty::is_literal) && matches!(self.conversion(fx, node, ty), Some(Conversion::Literal))
    }

    pub fn shown_node(&mut self, node: &Node) -> String {
        match node {
            Node::Type(_) | Node::Generic(..) | Node::Alias(..) => "type".to_string(),
            Node::Bound(_) => "trait".to_string(),
            Node::Functions(_) => "function".to_string(),
            Node::Module(_) => "module".to_string(),
            _ => match node.ty() {
                Some(ty) => {
                    let ty = self.default_type(ty);
                    self.show(ty)
                }
                None => "?".to_string(),
            },
        }
    }

    fn immutable_argument(&mut self, fx: &Fx, place: &crate::hir::Place, span: Span, name: Symbol) -> Mismatch {
        let text = self.sources.text(place.span).lines().next().unwrap_or_default().to_string();
        let mut mismatch = if name == "self" {
            Mismatch::new("E0529", Some(span), format!("`{{name}}` changes its `self`, but `{text}` is immutable here"))
        } else {
            Mismatch::new(
                "E0529",
                Some(span),
                format!("the argument `{name}` of `{{name}}` is `mut`, but `{text}` is immutable here"),
            )
        };
        if let Some(root) = root_local(place) {
            let local = &fx.locals[root.0 as usize];
            if let (crate::hir::LocalKind::Arg(Passing::Imm), Some(local_name)) = (local.kind, local.name) {
                mismatch = mismatch.help(format!("declare the argument `mut {local_name}`, or copy it into a `var`"));
                mismatch.fixes.push(Fix {
                    message: format!("make `{local_name}` mutable"),
                    edits: vec![grammar::Edit { span: local.span.before(), text: "mut ".to_string() }],
                    certain: false,
                });
            }
        }
        mismatch
    }

    /// Reports a mismatch as a diagnostic of its own.
    pub fn report_mismatch(&mut self, mismatch: Mismatch, name: &str, span: Span) {
        let mut diagnostic =
            Diagnostic::error(mismatch.code, mismatch.span.unwrap_or(span), mismatch.text.replace("{name}", name));
        diagnostic.helps = mismatch.helps;
        diagnostic.fixes = mismatch.fixes;
        self.report(diagnostic);
    }
}
