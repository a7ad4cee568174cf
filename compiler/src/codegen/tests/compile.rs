//! rustc takes all generated crates, with every warning an error. One cargo call for all of them.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The runtime's crates, if they are there.
fn runtime() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?.join("runtime");
    folder.join("python/Cargo.toml").exists().then_some(folder)
}

#[test]
fn rustc_accepts_every_program() {
    let Some(runtime) = runtime() else { return };
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tmp/generated");
    std::fs::create_dir_all(&workspace).unwrap();
    let mut members = Vec::new();
    for (name, maker) in super::all() {
        let generated = maker.generate();
        assert_eq!(generated.problems, [], "{name}");
        let package = workspace.join(name);
        std::fs::create_dir_all(package.join("src")).unwrap();
        for file in &generated.files {
            write(&package.join(&file.path), &file.text);
        }
        let uses_python = generated.files.iter().any(|file| file.text.contains("::py::"));
        let python = match uses_python {
            true => dependency("py", &runtime.join("python")),
            false => String::new(),
        };
        let manifest = format!(
            "[package]\nname = \"generated_{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{}{python}",
            dependency("rt", &runtime.join("core"))
        );
        write(&package.join("Cargo.toml"), &manifest);
        members.push(format!("{name:?}"));
    }
    write(
        &workspace.join("Cargo.toml"),
        &format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", ")),
    );
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline", "--workspace"])
        .env("RUSTFLAGS", "-Dwarnings")
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .current_dir(&workspace)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A dependency on the package in a folder, under the name of its library.
fn dependency(library: &str, folder: &Path) -> String {
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let name = manifest.lines().find_map(|line| line.strip_prefix("name = ")).unwrap();
    format!("{library} = {{ package = {name}, path = {folder:?} }}\n")
}

/// Writes a file whose text has changed, so that cargo leaves the others alone.
fn write(path: &Path, text: &str) {
    if std::fs::read_to_string(path).ok().as_deref() != Some(text) {
        std::fs::write(path, text).unwrap();
    }
}
