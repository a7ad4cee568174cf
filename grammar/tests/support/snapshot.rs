//! Snapshots in the folder of a phase: the source and what became of it, in one file.

/// The folder of a phase, seen from the tests.
fn folder(phase: &str) -> String {
    format!("../../../snapshots/{phase}")
}

pub fn assert(phase: &str, name: &str, heading: &str, source: &str, output: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder(phase));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    // Snapshots are text.
    let source = source.replace('\0', "␀").replace('\u{7}', "␇");
    let gap = if source.ends_with('\n') { "" } else { "\n" };
    let text = format!("----- SOURCE\n{source}{gap}\n----- {heading}\n{output}");
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// A test for each name, which is the snapshot's.
macro_rules! snapshots {
    ($check:path: $($(#[$meta:meta])* $name:ident $source:expr;)*) => {
        $(
            #[test]
            $(#[$meta])*
            fn $name() {
                $check(stringify!($name), $source);
            }
        )*
    };
}
pub(crate) use snapshots;
