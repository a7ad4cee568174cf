//! Builds a module: its package, then rustc directly against the built runtime, or cargo for what is shipped.

use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::Message;
use cargo_metadata::diagnostic::DiagnosticLevel;

use super::cache::{Lock, hash, replace, unwritable};
use super::runtime::Base;
use super::toolchain::Toolchain;
use super::{Crate, Error, Form, Options, Profile, Rejected, package, rustc};
use crate::render::Failure;

/// Builds a crate in its own package, under the package's lock.
///
/// # Errors
/// `E0805` when the cache cannot be written, `Rejected` when rustc does not accept the crate.
pub fn build(base: &Base, toolchain: &Toolchain, options: &Options, krate: &Crate) -> Result<PathBuf, Error> {
    let Place { package, folder, files, _lock } = Place::new(base, options, krate)?;
    let stamp = hash(files.iter().flat_map(|(name, text)| [name, text]));
    let result = folder.join("out").join(format!("{}{}", krate.name, std::env::consts::DLL_SUFFIX));
    let note = folder.join("out/stamp");
    if result.is_file() && fs::read(&note).is_ok_and(|old| old == stamp.as_bytes()) {
        return Ok(result);
    }
    package::write(&folder, &files).map_err(|error| unwritable(&folder, &error))?;
    let out = folder.join("out");
    fs::create_dir_all(&out).map_err(|error| unwritable(&out, &error))?;
    remove_rests(&out);
    let built = match options.profile {
        Profile::Release => with_cargo(base, toolchain, options.profile, &folder, &package)?,
        Profile::Default | Profile::Dev => {
            let target = out.join(format!(".new{}", std::env::consts::DLL_SUFFIX));
            let lines = krate.files.iter().map(|(_, text)| text.lines().count()).sum();
            rustc::build(base, toolchain, options.profile, &folder, krate.name, lines, &target)?;
            target
        }
    };
    let _ = fs::remove_file(&note);
    // cargo keeps its own copy; ours moves.
    let moved =
        if built.starts_with(&out) { fs::rename(&built, &result) } else { fs::copy(&built, &result).map(|_| ()) };
    moved.and_then(|()| replace(&note, stamp.as_bytes())).map_err(|error| unwritable(&out, &error))?;
    Ok(result)
}

/// Has rustc write a form of a crate's code.
///
/// # Errors
/// As for `build`.
pub fn listing(
    base: &Base,
    toolchain: &Toolchain,
    options: &Options,
    krate: &Crate,
    form: Form,
) -> Result<String, Error> {
    let Place { folder, files, _lock, .. } = Place::new(base, options, krate)?;
    package::write(&folder, &files).map_err(|error| unwritable(&folder, &error))?;
    let out = folder.join("out");
    fs::create_dir_all(&out).map_err(|error| unwritable(&out, &error))?;
    let target = out.join(".listing");
    rustc::listing(base, toolchain, &folder, krate.name, form, &target)?;
    let text = fs::read(&target).map_err(|error| unwritable(&target, &error))?;
    let _ = fs::remove_file(&target);
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Where a crate is built, which nobody else does while this is held.
struct Place {
    /// The name of its package.
    package: String,
    folder: PathBuf,
    /// What belongs there: paths below the folder, and texts.
    files: Vec<(String, String)>,
    _lock: Lock,
}

impl Place {
    fn new(base: &Base, options: &Options, krate: &Crate) -> Result<Place, Error> {
        let source = std::path::absolute(krate.source).unwrap_or_else(|_| krate.source.to_path_buf());
        let id = hash([source.to_string_lossy().as_bytes()])[..12].to_string();
        let package = format!("mojo_{}_{}", krate.name, &id);
        let modules = base.folder.join("modules");
        let place = format!("{}-{id}{}", krate.name, if options.profile == Profile::Dev { "-dev" } else { "" });
        let folder = modules.join(&place);

        fs::create_dir_all(&modules).map_err(|error| unwritable(&modules, &error))?;
        let _lock = Lock::take(&modules.join(format!("{place}.lock"))).map_err(|error| unwritable(&modules, &error))?;

        let manifest = package::manifest(&package, "cdylib", "../..");
        let lock =
            base.ready.lock.replace(&package::lock_entry(super::runtime::PREBUILD), &package::lock_entry(&package));
        let mut files = vec![("Cargo.toml".to_string(), manifest), ("Cargo.lock".to_string(), lock)];
        files.extend(krate.files.iter().cloned());
        Ok(Place { package, folder, files, _lock })
    }
}

/// Removes what a build that was killed has left.
fn remove_rests(out: &Path) {
    let Ok(entries) = fs::read_dir(out) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with('.') {
            let _ =
                if entry.path().is_dir() { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) };
        }
    }
}

fn with_cargo(
    base: &Base,
    toolchain: &Toolchain,
    profile: Profile,
    folder: &Path,
    package: &str,
) -> Result<PathBuf, Error> {
    let mut command = base.cargo(toolchain, profile, folder);
    command.args(["--locked", "--offline"]);
    let output = command
        .output()
        .map_err(|error| Failure::new("E0801", format!("cannot run `{}`: {error}", toolchain.cargo.display())))?;
    let mut library = None;
    let mut rejected = None;
    for message in Message::parse_stream(output.stdout.as_slice()).map_while(Result::ok) {
        match message {
            Message::CompilerArtifact(artifact) if artifact.target.name == package => {
                library = artifact.filenames.into_iter().next().map(|path| path.into_std_path_buf());
            }
            Message::CompilerMessage(message) if rejected.is_none() && is_error(message.message.level) => {
                let place = message.message.spans.iter().find(|span| span.is_primary);
                rejected = Some(Rejected {
                    folder: folder.to_path_buf(),
                    place: place.map(|span| (span.file_name.clone(), span.line_start as u32)),
                    message: message.message.message,
                });
            }
            _ => {}
        }
    }
    match (library, rejected) {
        (Some(library), _) if output.status.success() => Ok(library),
        (_, Some(rejected)) => Err(rustc::classify(rejected)),
        _ => Err(super::runtime::failed(&output, folder).into()),
    }
}

fn is_error(level: DiagnosticLevel) -> bool {
    matches!(level, DiagnosticLevel::Error | DiagnosticLevel::Ice)
}
