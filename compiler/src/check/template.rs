//! t-strings: a text made of parts, as a value of the library's `TString`.

use grammar::{Diagnostic, Span, Symbol, ast};

use super::{CallArg, Fx, Node, constant};
use crate::cx::Cx;
use crate::types::Value;

impl Cx<'_> {
    pub fn template(&mut self, fx: &mut Fx, parts: &[ast::TemplatePart], span: Span) -> Node {
        let string = self.string_ty();
        let mut args = Vec::new();
        for part in parts {
            match part {
                ast::TemplatePart::Text(text) if text.is_empty() => {}
                ast::TemplatePart::Text(text) => {
                    let text = constant(Value::Str(Symbol::new(text)), string, span);
                    args.push(CallArg::positional(Node::Value(text), span));
                }
                ast::TemplatePart::Value(expr) => {
                    let node = self.expr(fx, expr, None);
                    if node.is_error() {
                        return Node::Error;
                    }
                    if let Some(ty) = node.ty()
                        && !self.conforms(ty, "Writable")
                    {
                        let shown = self.show(ty);
                        self.report(
                            Diagnostic::error("E0501", expr.span, format!("a `{shown}` has no text form"))
                                .help(format!("let `{shown}` conform to `Writable`")),
                        );
                        return Node::Error;
                    }
                    args.push(CallArg::positional(node, expr.span));
                }
            }
        }
        let text = self.construct(fx, string, &args, span);
        if text.is_error() {
            return Node::Error;
        }
        let ty = self.lang_ty("TString");
        self.construct(fx, ty, &[CallArg::positional(text, span)], span)
    }
}
