//! The base folder of a kind of build: the runtime's sources, and the runtime built by cargo once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use cargo_metadata::Message;
use serde::{Deserialize, Serialize};

use super::cache::{Cache, Lock, hash, replace, replace_if_changed, unwritable};
use super::python::Python;
use super::toolchain::Toolchain;
use super::{Options, Profile, environment, package};
use crate::embed;
use crate::render::Failure;

pub const PREBUILD: &str = "mojoxide-prebuild";

/// A base folder in which the runtime is built.
#[derive(Clone, Debug)]
pub struct Base {
    pub folder: PathBuf,
    pub rustflags: Vec<String>,
    pub ready: Ready,
}

/// What is written down when the runtime has been built; its being there is the sign that it has.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ready {
    /// Crate name and library of the runtime's crates.
    pub externs: Vec<(String, PathBuf)>,
    /// The folders of the libraries that those depend on.
    pub dependencies: Vec<PathBuf>,
    /// The lock file of the prebuilt package, which every module's is made from.
    pub lock: String,
}

impl Base {
    /// cargo for a package of this base.
    pub fn cargo(&self, toolchain: &Toolchain, profile: Profile, folder: &Path) -> Command {
        cargo(&self.folder, &self.rustflags, toolchain, profile, folder)
    }
}

fn cargo(base: &Path, rustflags: &[String], toolchain: &Toolchain, profile: Profile, folder: &Path) -> Command {
    let mut flags = rustflags.to_vec();
    // Paths of this machine have no place in modules, which keep the places of their own faults.
    let places = [(base.join("runtime"), "runtime"), (environment::cargo_home().join("registry/src"), "registry")];
    flags.extend(places.iter().map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display())));
    let mut command = environment::cargo(toolchain, folder, &base.join("python.txt"), &flags);
    command.args([
        "build",
        "--lib",
        "--message-format=json",
        "--profile",
        package::PROFILE,
        "--target",
        &toolchain.host,
    ]);
    command.arg("--target-dir").arg(base.join("target")).arg("--manifest-path").arg(folder.join("Cargo.toml"));
    for setting in package::settings(profile) {
        command.arg("--config").arg(setting);
    }
    command
}

/// The base folder for these tools and options, the runtime built in it.
///
/// # Errors
/// `E0805` when it cannot be written, `E0806` when the runtime cannot be built.
pub fn prepare(cache: &Cache, toolchain: &Toolchain, python: &Python, options: &Options) -> Result<Base, Failure> {
    let rustflags = rustflags(options);
    let parts = [
        python.kind(),
        python.build_config(),
        toolchain.version.clone(),
        embed::RUNTIME_HASH.to_string(),
        env!("CARGO_PKG_VERSION").to_string(),
        package::settings(options.profile).collect::<Vec<_>>().join(" "),
        rustflags.join(" "),
        if rustflags.iter().any(|flag| flag.ends_with("=native")) { processor() } else { String::new() },
    ];
    let folder = cache.root.join(format!("{}-{}", python.kind(), &hash(&parts)[..12]));
    if let Some(ready) = read_ready(&folder) {
        return Ok(Base { folder, rustflags, ready });
    }
    fs::create_dir_all(&folder).map_err(|error| unwritable(&folder, &error))?;
    let _lock = Lock::take(&folder.join("lock")).map_err(|error| unwritable(&folder, &error))?;
    // Another process may have built it while this one waited.
    let ready = match read_ready(&folder) {
        Some(ready) => ready,
        None => {
            write_sources(&folder, python).map_err(|error| unwritable(&folder, &error))?;
            let ready = prebuild(&folder, &rustflags, toolchain, options.profile)?;
            let text = serde_json::to_vec(&ready).unwrap_or_default();
            replace(&folder.join("ready.json"), &text).map_err(|error| unwritable(&folder, &error))?;
            ready
        }
    };
    Ok(Base { folder, rustflags, ready })
}

fn rustflags(options: &Options) -> Vec<String> {
    let cpu = match (&options.target_cpu, options.profile) {
        (Some(cpu), _) => Some(cpu.as_str()),
        (None, Profile::Default | Profile::Dev) => Some("native"),
        (None, Profile::Release) => None,
    };
    cpu.map(|cpu| vec!["-C".to_string(), format!("target-cpu={cpu}")]).unwrap_or_default()
}

/// What tells this machine's processor from another that shares the cache folder.
fn processor() -> String {
    use std::io::{BufRead as _, BufReader};
    let Ok(file) = fs::File::open("/proc/cpuinfo") else { return std::env::consts::ARCH.to_string() };
    let lines = BufReader::new(file).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    lines.filter(|line| ["model name", "flags", "Features"].iter().any(|name| line.starts_with(name))).collect()
}

fn read_ready(folder: &Path) -> Option<Ready> {
    let ready: Ready = serde_json::from_slice(&fs::read(folder.join("ready.json")).ok()?).ok()?;
    ready.externs.iter().all(|(_, path)| path.is_file()).then_some(ready)
}

fn write_sources(folder: &Path, python: &Python) -> std::io::Result<()> {
    replace_if_changed(&folder.join("python.txt"), python.build_config().as_bytes())?;
    let runtime: Vec<(String, String)> =
        embed::RUNTIME.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect();
    package::write(&folder.join("runtime"), &runtime)?;
    let lock = embed::RUNTIME.iter().find(|(name, _)| *name == "Cargo.lock").map_or("", |(_, text)| text);
    let prebuild = [
        ("Cargo.toml".to_string(), package::manifest(PREBUILD, "rlib", "..")),
        // cargo keeps the versions of this lock file and leaves out what the package does not need.
        ("Cargo.lock".to_string(), lock.to_string()),
        ("src/lib.rs".to_string(), "//! Has the runtime built.\n".to_string()),
    ];
    package::write(&folder.join("prebuild"), &prebuild)
}

/// Has cargo build the runtime: without the network if all sources are there.
fn prebuild(base: &Path, rustflags: &[String], toolchain: &Toolchain, profile: Profile) -> Result<Ready, Failure> {
    let folder = base.join("prebuild");
    let run = |offline: bool| {
        let mut command = cargo(base, rustflags, toolchain, profile, &folder);
        if offline {
            command.arg("--offline");
        }
        command
            .output()
            .map_err(|error| Failure::new("E0801", format!("cannot run `{}`: {error}", toolchain.cargo.display())))
    };
    let mut output = run(true)?;
    if !output.status.success() {
        output = run(false)?;
    }
    if !output.status.success() {
        return Err(failed(&output, &folder));
    }
    let mut ready = Ready { externs: Vec::new(), dependencies: Vec::new(), lock: String::new() };
    for message in Message::parse_stream(output.stdout.as_slice()).map_while(Result::ok) {
        let Message::CompilerArtifact(artifact) = message else { continue };
        let Some(library) = artifact.filenames.iter().find(|path| path.extension() == Some("rlib")) else { continue };
        let library = library.clone().into_std_path_buf();
        if let Some(parent) = library.parent().map(Path::to_path_buf)
            && !ready.dependencies.contains(&parent)
        {
            ready.dependencies.push(parent);
        }
        let name = artifact.target.name;
        if package::RUNTIME_CRATES.iter().any(|(known, _)| *known == name) {
            ready.externs.push((name, library));
        }
    }
    ready.lock = fs::read_to_string(folder.join("Cargo.lock")).map_err(|error| unwritable(&folder, &error))?;
    Ok(ready)
}

/// Why cargo could not build the runtime, in its own first words.
pub fn failed(output: &Output, folder: &Path) -> Failure {
    let said = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = said.lines().map(str::trim).collect();
    let mut failure = Failure::new("E0806", "cannot build the runtime that every module needs");
    if let Some(at) = lines.iter().position(|line| line.starts_with("error")) {
        let words = lines[at..].iter().filter(|line| !line.is_empty()).take(6);
        failure = failure.note(format!("cargo says: {}", words.copied().collect::<Vec<_>>().join("; ")));
    }
    let network = ["download", "network", "registry", "resolve host", "connect"].iter().any(|word| said.contains(word));
    failure = if network {
        failure.help("the first build fetches three small packages: connect to a network or a mirror, and build again")
    } else if said.contains("linker") {
        failure.help("a linker is needed: install `gcc` (or `clang`)")
    } else {
        failure.help("`mojoxide doctor` shows what was found; `mojoxide clean` has everything built anew")
    };
    failure.note(format!("the package is {}", folder.display()))
}
