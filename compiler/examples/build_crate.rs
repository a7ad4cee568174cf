//! Builds hand-written Rust with the driver, as if a module had been compiled to it: `build_crate NAME SRC_FOLDER OUT.so`.

use std::path::Path;

use compiler::driver::{Crate, Driver, Options, Profile, cache};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [name, folder, out, rest @ ..] = args.as_slice() else {
        panic!("usage: build_crate NAME SRC_FOLDER OUT.so [dev|release]")
    };
    let files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            (
                format!("src/{}", path.file_name().unwrap_or_default().to_string_lossy()),
                std::fs::read_to_string(&path).expect("text"),
            )
        })
        .collect();
    let profile = match rest.first().map(String::as_str) {
        Some("dev") => Profile::Dev,
        Some("release") => Profile::Release,
        _ => Profile::Default,
    };
    let driver = Driver::new(Options { profile, ..Options::default() }).unwrap_or_else(|failure| panic!("{failure:?}"));
    let built = driver
        .build(&Crate { name, source: Path::new(folder), files: &files })
        .unwrap_or_else(|error| panic!("{error:?}"));
    cache::install(&built, Path::new(out)).expect("copied");
}
