//! Tokens to text: prints Rust, and turns the source markers in it into line tables or comments.
//!
//! Codegen puts `at!(n);` before each statement and item; prettyplease prints it alone on a line. In a file that is built
//! the line goes, and what is kept is that the Rust line behind it comes from marker `n`. In a listing the line becomes a
//! comment that shows the source line.

use grammar::{SourceMap, Span};
use proc_macro2::TokenStream;

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

/// The text for a reader: markers become `// 4: total += x`.
///
/// # Errors
/// As for [`pretty`].
pub(crate) fn listing(tokens: TokenStream, markers: &[Span], sources: &SourceMap) -> Result<String, String> {
    let mut text = String::new();
    for line in pretty(without_modules(tokens))?.lines() {
        match marker(line).map(|number| markers.get(number)) {
            Some(Some(&span)) => {
                let indent = &line[..line.len() - line.trim_start().len()];
                let number = sources.line(span);
                let source = sources.file(span.file).line_text(number).trim();
                if !source.is_empty() {
                    text.push_str(&format!("{indent}// {number}: {source}\n"));
                }
            }
            Some(None) => {}
            None => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    Ok(text)
}

/// The number in a line that is a marker.
fn marker(line: &str) -> Option<usize> {
    line.trim().strip_prefix("at!(")?.strip_suffix(");")?.parse().ok()
}

/// Leaves out `crate::fn3::`: in a listing all definitions stand together, under names that are unique in the crate.
fn without_modules(tokens: TokenStream) -> TokenStream {
    use proc_macro2::{Group, TokenTree};
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
                let mut inner = Group::new(group.delimiter(), without_modules(group.stream()));
                inner.set_span(group.span());
                out.push(TokenTree::Group(inner));
            }
            tree => out.push(tree),
        }
    }
    out.into_iter().collect()
}
