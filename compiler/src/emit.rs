//! Tokens to text: prints Rust, and turns the source markers in it into line tables or comments.
//!
//! Codegen puts `at!(n);` before each statement and item; prettyplease prints it alone on a line. In a file that is built
//! the line goes, and what is kept is that the Rust line behind it comes from marker `n`. In a listing the line becomes a
//! comment that shows the source line.

use grammar::{FileId, SourceMap, Span};
use proc_macro2::{Group, Spacing, TokenStream, TokenTree};

/// Rust as text. `lines` pairs 1-based Rust lines with the spans of the source that they come from, in order; a line
/// belongs to the pair at or above it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Printed {
    pub text: String,
    pub lines: Vec<(u32, Span)>,
}

/// Prints the items of a file.
///
/// # Errors
/// With the reason, if the tokens are not Rust: a bug in codegen.
fn pretty(tokens: TokenStream) -> Result<String, String> {
    let file = syn::parse2::<syn::File>(tokens).map_err(|error| error.to_string())?;
    Ok(prettyplease::unparse(&file))
}

/// The text of a file that is built.
///
/// # Errors
/// As for [`pretty`].
pub(crate) fn built(tokens: TokenStream, markers: &[Span]) -> Result<Printed, String> {
    let mut printed = Printed::default();
    let mut line = 1;
    for text in pretty(tokens)?.lines() {
        match marker(text) {
            Some(number) => {
                let Some(&span) = markers.get(number) else { continue };
                match printed.lines.last_mut() {
                    // Nothing was printed since: the later marker is the nearer one.
                    Some(last) if last.0 == line => last.1 = span,
                    _ => printed.lines.push((line, span)),
                }
            }
            None => {
                printed.text.push_str(text);
                printed.text.push('\n');
                line += 1;
            }
        }
    }
    Ok(printed)
}

/// The text for a reader: an empty line between items, and markers become `// 4: total += x`. Lines of the library have no
/// number: `is_library` tells its files.
///
/// # Errors
/// As for [`pretty`].
pub(crate) fn listing(
    tokens: TokenStream,
    markers: &[Span],
    sources: &SourceMap,
    is_library: impl Fn(FileId) -> bool,
) -> Result<String, String> {
    let mut text = String::new();
    let mut item_ended = false;
    let mut file = None;
    // The line that the last comment shows.
    let mut shown = None;
    for line in pretty(for_readers(tokens))?.lines() {
        let indent = &line[..line.len() - line.trim_start().len()];
        let is_outermost = indent.is_empty() && !line.is_empty();
        if is_outermost && item_ended {
            text.push('\n');
            item_ended = false;
        }
        match marker(line).map(|number| markers.get(number)) {
            Some(Some(&span)) => {
                let number = if is_outermost { header_line(span, sources) } else { sources.line(span) };
                if is_outermost && file.replace(span.file) != Some(span.file) {
                    text.push_str(&format!("// {}\n\n", sources.file(span.file).path));
                }
                let source = sources.file(span.file).line_text(number).trim();
                if source.is_empty() || !is_outermost && shown == Some((span.file, number)) {
                    continue;
                }
                shown = Some((span.file, number));
                match is_library(span.file) {
                    true => text.push_str(&format!("{indent}// {source}\n")),
                    false => text.push_str(&format!("{indent}// {number}: {source}\n")),
                }
            }
            Some(None) => {}
            None => {
                item_ended = is_outermost && line.ends_with(['}', ';']);
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    Ok(text)
}

/// The line of a definition that says what it is: the first behind its decorators.
fn header_line(span: Span, sources: &SourceMap) -> usize {
    let file = sources.file(span.file);
    let (first, last) = (sources.line(span), file.line_column(span.end).0);
    let is_header = |line: &usize| {
        let word = file.line_text(*line).split_whitespace().next();
        matches!(word, Some("def" | "fn" | "struct" | "trait"))
    };
    (first..=last).find(is_header).unwrap_or(first)
}

/// The number in a line that is a marker.
fn marker(line: &str) -> Option<usize> {
    line.trim().strip_prefix("at!(")?.strip_suffix(");")?.parse().ok()
}

/// Leaves out `crate::fn3::`, for in a listing all definitions stand together under names that are unique in the crate, and
/// the `::` that begins a path.
fn for_readers(tokens: TokenStream) -> TokenStream {
    let mut out = Vec::new();
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Ident(name)
                if name == "crate" && matches!(trees.peek(), Some(TokenTree::Punct(p)) if p.as_char() == ':') =>
            {
                // `::`, the module, `::`
                trees.by_ref().take(5).for_each(drop);
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), for_readers(group.stream()));
                inner.set_span(group.span());
                out.push(TokenTree::Group(inner));
            }
            TokenTree::Punct(colon) if colon.as_char() == ':' && colon.spacing() == Spacing::Joint => {
                let second = trees.next();
                if is_path(&out) {
                    out.push(TokenTree::Punct(colon));
                    out.extend(second);
                }
            }
            tree => out.push(tree),
        }
    }
    out.into_iter().collect()
}

/// Whether a `::` behind these tokens goes on with their path, and does not begin one.
fn is_path(tokens: &[TokenTree]) -> bool {
    const KEYWORDS: [&str; 9] = ["as", "break", "const", "else", "if", "in", "match", "mut", "return"];
    match tokens {
        [.., TokenTree::Ident(name)] => !KEYWORDS.iter().any(|keyword| name == keyword),
        // `->` and `=>` end no arguments.
        [.., TokenTree::Punct(before), TokenTree::Punct(last)] => {
            last.as_char() == '>' && !matches!(before.as_char(), '-' | '=')
        }
        [.., TokenTree::Punct(last)] => last.as_char() == '>',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_short_for_readers() {
        for (code, wanted) in [
            ("::rt::num::add(::rt::a(x), y)", "rt :: num :: add (rt :: a (x) , y)"),
            ("x as ::rt::num::F16", "x as rt :: num :: F16"),
            ("crate::fn3::f::<crate::types::T>()", "f ::< T > ()"),
            ("|a: *mut ::py::O| -> ::rt::T { a }", "| a : * mut py :: O | -> rt :: T { a }"),
            ("<[T; 2]>::zero()", "< [T ; 2] >:: zero ()"),
        ] {
            let tokens = |text: &str| text.parse::<TokenStream>().unwrap().to_string().replace(' ', "");
            let shown = for_readers(code.parse().unwrap()).to_string().replace(' ', "");
            assert_eq!(shown, tokens(wanted), "{code}");
        }
    }
}
