//! Finds Python and asks it what it is. The answer is remembered for the interpreter's file.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};

use super::cache::{Cache, stamp};
use super::toolchain::on_path;
use crate::render::Failure;

const OLDEST: (u32, u32) = (3, 9);

/// What is asked. Isolated, so that neither the folder nor the environment has a say.
const QUESTION: &str = "\
import json, platform, struct, sys, sysconfig
var = sysconfig.get_config_var
print(json.dumps({
    'executable': sys.executable or '',
    'implementation': platform.python_implementation(),
    'major': sys.version_info[0],
    'minor': sys.version_info[1],
    'abiflags': getattr(sys, 'abiflags', ''),
    'soabi': str(var('SOABI') or ''),
    'platform': sysconfig.get_platform(),
    'pointer_width': struct.calcsize('P') * 8,
    'shared': bool(var('Py_ENABLE_SHARED')),
    'debug': bool(var('Py_DEBUG')),
    'free_threaded': bool(var('Py_GIL_DISABLED')),
    'trace_refs': bool(var('Py_TRACE_REFS')),
}))
";

/// A Python, and all of it that a build depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Python {
    pub executable: PathBuf,
    /// `CPython`
    pub implementation: String,
    pub major: u32,
    pub minor: u32,
    pub abiflags: String,
    pub soabi: String,
    pub platform: String,
    pub pointer_width: u32,
    pub shared: bool,
    pub debug: bool,
    pub free_threaded: bool,
    pub trace_refs: bool,
}

impl Python {
    /// What makes two interpreters need different builds. The path has no part in it.
    pub fn kind(&self) -> String {
        let Python { implementation, major, minor, abiflags, platform, .. } = self;
        format!("{}{major}.{minor}{abiflags}-{platform}", implementation.to_lowercase())
    }

    /// The configuration that pyo3-ffi's build script reads instead of running an interpreter.
    pub fn build_config(&self) -> String {
        let flags =
            [(self.debug, "Py_DEBUG"), (self.trace_refs, "Py_TRACE_REFS"), (self.free_threaded, "Py_GIL_DISABLED")];
        let flags: Vec<&str> = flags.into_iter().filter_map(|(set, name)| set.then_some(name)).collect();
        format!(
            "implementation={}\nversion={}.{}\nshared={}\npointer_width={}\nbuild_flags={}\nsuppress_build_script_link_lines=true\n",
            self.implementation,
            self.major,
            self.minor,
            self.shared,
            self.pointer_width,
            flags.join(",")
        )
    }
}

/// Finds the Python to build for: the one that is asked for, that of the active virtual environment, or the search path's.
///
/// # Errors
/// `E0804` when there is none, or it is none that extension modules can be built for.
pub fn find(cache: &Cache, wanted: Option<&Path>) -> Result<Python, Failure> {
    let path = locate(wanted)?;
    // Some tools put scripts in front of interpreters, whose answer depends on the folder: they are asked each time.
    let key = is_binary(&path).then(|| {
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        format!("python\n{}\n{}\n{:?}\n{QUESTION}", path.display(), real.display(), stamp(&path))
    });
    if let Some(known) = key.as_ref().and_then(|key| cache.answer::<Python>(key)) {
        return Ok(known);
    }
    let found = ask(&path)?;
    if let Some(key) = key {
        cache.remember(&key, &found);
    }
    Ok(found)
}

/// The interpreter's file.
///
/// # Errors
/// `E0804` when there is none.
pub fn locate(wanted: Option<&Path>) -> Result<PathBuf, Failure> {
    let Some(wanted) = wanted else {
        let names = if cfg!(windows) { ["python", "python3"] } else { ["python3", "python"] };
        let own = std::env::var_os("VIRTUAL_ENV").filter(|v| !v.is_empty()).map(PathBuf::from).and_then(|folder| {
            let path = if cfg!(windows) { folder.join("Scripts/python.exe") } else { folder.join("bin/python") };
            path.is_file().then_some(path)
        });
        return own.or_else(|| names.iter().find_map(|name| on_path(name))).ok_or_else(|| {
            Failure::new("E0804", "cannot find Python: neither `python3` nor `python` is on the search path (`PATH`)")
                .note("modules are built for CPython 3.9 or newer")
                .help("install Python, or name it with `--python PATH`")
        });
    };
    if wanted.components().count() == 1
        && !wanted.is_file()
        && let Some(path) = wanted.to_str().and_then(on_path)
    {
        return Ok(path);
    }
    if !wanted.is_file() {
        return Err(Failure::new("E0804", format!("there is no Python at `{}`", wanted.display()))
            .help("`--python` takes the path of an interpreter, such as `/usr/bin/python3`"));
    }
    std::path::absolute(wanted).map_err(|error| Failure::new("E0804", error.to_string()))
}

fn ask(path: &Path) -> Result<Python, Failure> {
    let shown = path.display();
    let output = Command::new(path).args(["-I", "-c", QUESTION]).output().map_err(|error| {
        Failure::new("E0804", format!("cannot run `{shown}`: {error}")).help("name another Python with `--python PATH`")
    })?;
    let said = String::from_utf8_lossy(&output.stdout);
    let Ok(python) = serde_json::from_str::<Python>(said.trim()) else {
        let mut failure = Failure::new("E0804", format!("`{shown}` does not answer as a Python does"));
        if let Some(line) = String::from_utf8_lossy(&output.stderr).lines().rfind(|line| !line.trim().is_empty()) {
            failure = failure.note(format!("it says: {}", line.trim()));
        }
        return Err(failure.help("name another Python with `--python PATH`"));
    };
    if python.implementation != "CPython" || (python.major, python.minor) < OLDEST {
        return Err(Failure::new(
            "E0804",
            format!("`{shown}` is {} {}.{}", python.implementation, python.major, python.minor),
        )
        .note(format!("modules are built for CPython {}.{} or newer", OLDEST.0, OLDEST.1))
        .help("name another Python with `--python PATH`"));
    }
    Ok(python)
}

fn is_binary(path: &Path) -> bool {
    let mut start = [0; 2];
    std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && &start != b"#!"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_no_part_of_the_kind() {
        let python = Python {
            executable: "/a/python".into(),
            implementation: "CPython".into(),
            major: 3,
            minor: 11,
            abiflags: "d".into(),
            soabi: "cpython-311d-x86_64-linux-gnu".into(),
            platform: "linux-x86_64".into(),
            pointer_width: 64,
            shared: false,
            debug: true,
            free_threaded: false,
            trace_refs: false,
        };
        assert_eq!(python.kind(), "cpython3.11d-linux-x86_64");
        assert!(python.build_config().contains("build_flags=Py_DEBUG\n"));
        assert!(!python.build_config().contains("/a/"));
    }

    #[test]
    fn a_wrong_path_is_a_failure() {
        assert_eq!(locate(Some(Path::new("/no/such/python"))).unwrap_err().code, "E0804");
    }
}
