//! Actions for expressions, types and patterns.

use num_bigint::BigInt;

use super::Builder;
use crate::ast::*;
use crate::errors;
use crate::symbol::Symbol;

impl Builder<'_> {
    pub fn tuple(&self, mut items: Vec<Expr>, last: Option<Expr>, l: usize, r: usize) -> Expr {
        items.extend(last);
        self.expr(ExprKind::Tuple(items), l, r)
    }

    pub fn tuple_pattern(
        &self,
        mut items: Vec<Pattern>,
        rest: impl IntoIterator<Item = Pattern>,
        l: usize,
        r: usize,
    ) -> Pattern {
        items.extend(rest);
        Pattern { kind: PatternKind::Tuple(items), span: self.span(l, r) }
    }

    /// A type as it is written: `(A, B)` is an older spelling of `Tuple[A, B]`.
    pub fn ty(&mut self, ty: Expr) -> Expr {
        let span = ty.span;
        match ty.kind {
            ExprKind::Tuple(items) if !items.is_empty() => {
                self.report(errors::tuple_type(span));
                let items = items.into_iter().map(|item| {
                    let item = self.ty(item);
                    Index { keyword: None, span: item.span, kind: IndexKind::Value(item) }
                });
                let tuple = Expr { kind: ExprKind::Name(Symbol::new("Tuple")), span };
                Expr { kind: ExprKind::Subscript(Box::new(tuple), items.collect()), span }
            }
            kind => Expr { kind, span },
        }
    }

    pub fn untyped_lambda(&mut self, l: usize, m: usize, args: Vec<Name>, body: Expr, r: usize) -> Expr {
        if args.is_empty() {
            let effects = Effects { span: self.span(m, m), ..Effects::default() };
            let lambda = Lambda { args: Vec::new(), effects, captures: None, result: None, body };
            return self.expr(ExprKind::Lambda(Box::new(lambda)), l, r);
        }
        let names: Vec<&str> = args.iter().map(|n| n.symbol.as_str()).collect();
        let span = args[0].span.to(args[args.len() - 1].span);
        self.report(errors::untyped_lambda(span, &names));
        self.expr(ExprKind::Error, l, r)
    }
}

/// Operands and the operators between them as a tree: operators that bind tighter go deeper, equal ones to the left.
pub fn binary(first: Expr, rest: Vec<(BinaryOp, Expr)>) -> Expr {
    fn join(operands: &mut Vec<Expr>, op: BinaryOp) {
        if let (Some(b), Some(a)) = (operands.pop(), operands.pop()) {
            let span = a.span.to(b.span);
            operands.push(Expr { kind: ExprKind::Binary(op, Box::new(a), Box::new(b)), span });
        }
    }
    let mut operands = vec![first];
    let mut open: Vec<BinaryOp> = Vec::new();
    for (op, operand) in rest {
        while let Some(last) = open.pop_if(|last| last.precedence() >= op.precedence()) {
            join(&mut operands, last);
        }
        open.push(op);
        operands.push(operand);
    }
    while let Some(last) = open.pop() {
        join(&mut operands, last);
    }
    operands.swap_remove(0)
}

pub fn name_pattern(name: Name) -> Pattern {
    Pattern { kind: PatternKind::Name(name), span: name.span }
}

pub fn case_or(first: CasePattern, rest: Vec<CasePattern>) -> CasePatternKind {
    let mut all = vec![first];
    all.extend(rest);
    CasePatternKind::Or(all)
}

/// `(a)` is `a`; `(a,)` and `()` are tuples.
pub fn case_tuple(mut items: Vec<CasePattern>, last: Option<CasePattern>) -> CasePatternKind {
    match last {
        Some(only) if items.is_empty() => only.kind,
        last => {
            items.extend(last);
            CasePatternKind::Tuple(items)
        }
    }
}

pub fn case_list(mut items: Vec<CasePattern>, last: Option<(Option<CasePattern>, Option<Name>)>) -> CasePatternKind {
    let (item, rest) = last.unwrap_or_default();
    items.extend(item);
    CasePatternKind::List(items, rest)
}

pub fn index(expr: Expr) -> IndexKind {
    match expr.kind {
        ExprKind::Ellipsis => IndexKind::Ellipsis,
        _ => IndexKind::Value(expr),
    }
}

pub fn paren(expr: Expr) -> ExprKind {
    match expr.kind {
        ExprKind::Tuple(items) => ExprKind::Tuple(items),
        _ => ExprKind::Paren(Box::new(expr)),
    }
}

pub fn comprehension(kind: ComprehensionKind, clauses: Vec<Clause>) -> ExprKind {
    ExprKind::Comprehension(Box::new(Comprehension { kind, clauses }))
}

/// `{a, b}` is a set, `{a=1}` an initialiser list.
pub fn set_or_initializer(args: Vec<Arg>) -> ExprKind {
    if args.iter().all(|arg| arg.kind == ArgKind::Positional) {
        ExprKind::Set(args.into_iter().map(|arg| arg.value).collect())
    } else {
        ExprKind::Initializer(args)
    }
}

pub fn template(first: Symbol, rest: Vec<(Expr, Symbol)>) -> Vec<TemplatePart> {
    let text = |symbol: Symbol| {
        let text = symbol.as_str();
        (!text.is_empty()).then(|| TemplatePart::Text(text.to_string()))
    };
    let mut parts = Vec::new();
    parts.extend(text(first));
    for (value, after) in rest {
        parts.push(TemplatePart::Value(value));
        parts.extend(text(after));
    }
    parts
}

pub fn concat(parts: Vec<Symbol>) -> String {
    parts.iter().map(|p| p.as_str()).collect()
}

/// The value of an integer literal; broken ones were reported by the lexer.
pub fn int(text: Symbol) -> BigInt {
    let text = text.as_str();
    if let Ok(small) = text.parse::<u64>() {
        return BigInt::from(small);
    }
    let digits = text.replace('_', "");
    let (radix, body) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &digits[2..]),
        [b'0', b'o' | b'O', ..] => (8, &digits[2..]),
        [b'0', b'b' | b'B', ..] => (2, &digits[2..]),
        _ => (10, digits.as_str()),
    };
    BigInt::parse_bytes(body.as_bytes(), radix).unwrap_or_default()
}

pub fn float(text: Symbol) -> f64 {
    text.as_str().replace('_', "").parse().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{FileId, Span};

    /// Operands `0 op 1 op 2 …`, as a tree in prefix form.
    fn tree(operators: &[BinaryOp]) -> String {
        let operand =
            |i: usize| Expr { kind: ExprKind::Int(BigInt::from(i)), span: Span::new(FileId(0), 2 * i, 2 * i + 1) };
        fn show(expr: &Expr) -> String {
            match &expr.kind {
                ExprKind::Binary(op, a, b) => format!("({} {} {})", op.text(), show(a), show(b)),
                ExprKind::Int(value) => value.to_string(),
                other => format!("{other:?}"),
            }
        }
        let rest: Vec<_> = operators.iter().enumerate().map(|(i, op)| (*op, operand(i + 1))).collect();
        let whole = binary(operand(0), rest);
        assert_eq!((whole.span.start, whole.span.end as usize), (0, 2 * operators.len() + 1));
        show(&whole)
    }

    #[test]
    fn operators_bind_by_precedence_and_group_to_the_left() {
        use BinaryOp::*;
        assert_eq!(tree(&[Add, Add]), "(+ (+ 0 1) 2)");
        assert_eq!(tree(&[Add, Mul]), "(+ 0 (* 1 2))");
        assert_eq!(tree(&[Mul, Add, Mul]), "(+ (* 0 1) (* 2 3))");
        assert_eq!(tree(&[Or, And, Shl, Sub]), "(| 0 (& 1 (<< 2 (- 3 4))))");
        assert_eq!(tree(&[Sub, Shr, And, Xor]), "(^ (& (>> (- 0 1) 2) 3) 4)");
    }

    #[test]
    fn integers_have_any_size_and_base() {
        assert_eq!(int(Symbol::new("1_000")), BigInt::from(1000));
        assert_eq!(int(Symbol::new("0xFf_0")), BigInt::from(0xff0));
        assert_eq!(int(Symbol::new("0o17")), BigInt::from(15));
        assert_eq!(int(Symbol::new("0B101")), BigInt::from(5));
        assert_eq!(int(Symbol::new("18446744073709551616")), BigInt::from(1u128 << 64));
        assert_eq!(int(Symbol::new("0x")), BigInt::from(0));
    }
}
