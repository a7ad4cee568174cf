//! A piece of an expression, and whether it must stand in an `unsafe` block.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// Tokens of one Rust expression. `danger` says that they read or write through a raw pointer: the statement that they
/// end up in opens one `unsafe` block around the whole expression, so that blocks never nest.
#[derive(Clone, Debug)]
pub(super) struct Code {
    pub tokens: TokenStream,
    pub danger: bool,
}

impl Code {
    pub(super) fn safe(tokens: TokenStream) -> Code {
        Code { tokens, danger: false }
    }

    pub(super) fn new(tokens: TokenStream, danger: bool) -> Code {
        Code { tokens, danger }
    }

    /// The expression as it stands alone.
    pub(super) fn whole(self) -> TokenStream {
        let Code { tokens, danger } = self;
        if danger { quote!(unsafe { #tokens }) } else { tokens }
    }

    /// The same danger around other tokens.
    pub(super) fn map(self, f: impl FnOnce(TokenStream) -> TokenStream) -> Code {
        Code { tokens: f(self.tokens), danger: self.danger }
    }
}

impl ToTokens for Code {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.tokens.to_tokens(tokens);
    }
}

/// Whether one of them is dangerous.
pub(super) fn any_danger<'c>(codes: impl IntoIterator<Item = &'c Code>) -> bool {
    codes.into_iter().any(|code| code.danger)
}
