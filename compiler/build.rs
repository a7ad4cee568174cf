//! Lists the files that the compiler carries (standard library, runtime, import hook) as Rust tables.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sha2::{Digest, Sha256};

fn main() -> std::io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("..");
    let mut out = String::new();

    let stdlib = files(&root.join("stdlib"), &|path| extension(path) == "mojo")?;
    table(&mut out, "STDLIB", &stdlib);

    let runtime = files(&root.join("runtime"), &|path| {
        let ours = ["core", "python"].iter().any(|folder| path.starts_with(folder));
        let top = path.components().count() == 1
            && matches!(extension(path), "toml" | "lock")
            && path != Path::new("rustfmt.toml");
        top || ours && matches!(extension(path), "rs" | "toml") && !path.components().any(|c| c.as_os_str() == "tests")
    })?;
    table(&mut out, "RUNTIME", &runtime);
    let mut hash = Sha256::new();
    for (name, path) in &runtime {
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(fs::read(path)?);
        hash.update([0]);
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let _ = writeln!(out, "/// SHA-256 of the runtime's files.\npub static RUNTIME_HASH: &str = {hex:?};");

    let hook = files(&root.join("python/mojoxide"), &|path| extension(path) == "py")?;
    table(&mut out, "PYTHON", &hook);

    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("embedded.rs"), out)
}

fn extension(path: &Path) -> &str {
    path.extension().and_then(|e| e.to_str()).unwrap_or("")
}

/// The wanted files below a folder: path below it with `/`, and where the file lies. Sorted, so that builds repeat.
fn files(folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> std::io::Result<Vec<(String, PathBuf)>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut found = Vec::new();
    let mut todo = vec![folder.to_path_buf()];
    while let Some(current) = todo.pop() {
        if !current.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&current)? {
            let path = entry?.path();
            let below = path.strip_prefix(folder).unwrap_or(&path).to_path_buf();
            if path.is_dir() {
                let name = below.file_name().and_then(|n| n.to_str()).unwrap_or("");
                if name != "target" && name != "__pycache__" {
                    todo.push(path);
                }
            } else if wanted(&below) {
                println!("cargo::rerun-if-changed={}", path.display());
                let name = below.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
                found.push((name, path.canonicalize()?));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn table(out: &mut String, name: &str, files: &[(String, PathBuf)]) {
    let _ = writeln!(out, "pub static {name}: &[(&str, &str)] = &[");
    for (short, path) in files {
        let _ = writeln!(out, "    ({short:?}, include_str!({:?})),", path.display().to_string());
    }
    let _ = writeln!(out, "];");
}
