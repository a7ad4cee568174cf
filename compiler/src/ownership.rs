//! Ownership: what is initialised, moved and used last; the user's mistakes with it; every destruction.
//!
//! In: a `Draft`. Out: its MIR, unless there are mistakes. Reports: E06xx and W06xx.
//!
//! Three analyses over the graph of the draft, each a set of bits a node:
//! - *initialised* (forward, on all ways): what surely has a value. A bit is a local, or a field of one where fields are
//!   written or moved one by one (`paths`).
//! - *loans* (forward, on some way): what each reference and view may point into (`loans`). Using it uses its owner.
//! - *live* (backward, on some way): what is used later.
//!
//! A value is held where it is initialised and live. It is destroyed on the edges where it stops being held without having been
//! moved (`drops`): right after its last use, or at the start of the branch that does not need it. So at every point each local
//! either has a value on all ways or on none, which is what Rust's move checker wants to see.
//! Assumes: the draft's edges are all there are, but for faults, on which Rust destroys what there is.

mod check;
mod drops;
mod elide;
pub(crate) mod errors;
mod events;
mod exclusive;
mod flow;
mod loans;
mod paths;
mod rebuild;
mod unused;

use grammar::Diagnostics;

use crate::lower::Context;
use crate::lower::draft::Draft;
use crate::mir;
use crate::program::FunctionInstance;

/// What became of a body.
pub(crate) enum Outcome {
    /// Mistakes were found, now or before.
    Mistakes,
    /// There are none, and nobody wants more.
    Clean,
    Body(mir::Body),
}

/// Checks a draft and writes out its destructions.
pub(crate) fn finish(
    cx: &Context<'_>,
    function: &FunctionInstance,
    mut draft: Draft,
    diagnostics: &mut Diagnostics,
) -> Outcome {
    let loans = loans::Loans::new(cx, &draft);
    let paths = paths::Paths::new(cx, &draft);
    let mut events = events::Events::new(cx, &draft, &paths, &loans);
    let mut flow = flow::Flow::new(cx, &draft, &paths, &events);
    if flow.drop_guards(&mut draft, &events) {
        flow = flow::Flow::new(cx, &draft, &paths, &events);
    }
    flow.backward(&draft, &events);
    while flow.drop_late_guards(&mut draft) {
        flow = flow::Flow::new(cx, &draft, &paths, &events);
        flow.backward(&draft, &events);
    }
    elide::copies(&mut draft, &paths, &mut events, &flow);
    flow.refill(&draft, &events);

    let analysis = Analysis { cx, function, draft: &draft, paths: &paths, events: &events, loans: &loans, flow: &flow };
    let mut found = Diagnostics::default();
    check::check(&analysis, &mut found);
    exclusive::check(&analysis, &mut found);
    let drops = drops::Drops::new(&analysis, &mut found);
    let has_errors = found.has_errors();
    if !has_errors && function.user && !function.generic {
        unused::check(&analysis, &mut found);
    }
    diagnostics.extend(found);
    if has_errors {
        return Outcome::Mistakes;
    }
    if cx.only_mistakes {
        return Outcome::Clean;
    }
    let block = rebuild::block(&analysis, &drops);
    Outcome::Body(mir::Body { arg_count: draft.arg_count, out: draft.out, end: draft.end, block, locals: draft.locals })
}

/// What is known of a draft.
struct Analysis<'a> {
    cx: &'a Context<'a>,
    function: &'a FunctionInstance,
    draft: &'a Draft,
    paths: &'a paths::Paths,
    events: &'a events::Events,
    loans: &'a loans::Loans,
    flow: &'a flow::Flow,
}
