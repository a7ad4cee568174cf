//! The command line: what can be asked for, and the way from there to the parts that do it.

mod build;
mod check;
mod doc;
mod maintain;
mod output;
mod run;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

use crate::driver;
use crate::render::Format;

pub use output::internal_error;

/// Clean: nothing was found and everything was done.
pub const CLEAN: u8 = 0;
/// The program has mistakes.
pub const MISTAKES: u8 = 1;
/// Wrong usage, a file or tool that is missing, or an internal error.
pub const TROUBLE: u8 = 2;

/// Compiles Mojo modules to Python extension modules.
#[derive(Parser)]
#[command(name = "mojoxide", version, arg_required_else_help = true, max_term_width = 100)]
struct Cli {
    /// When to write in colour
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    color: Color,
    #[command(subcommand)]
    command: Task,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
enum Task {
    /// Build an extension module, or show what one of the phases makes of a file
    Build(Build),
    /// Look for mistakes only: exit status 0 without any, 1 with some
    Check(Check),
    /// Run a Python script in which `.mojo` files can be imported
    Run(Run),
    /// Write what a file defines, or the standard library, as Markdown: signatures and docstrings
    Doc(Doc),
    /// Empty the cache folder
    Clean,
    /// Report the tools that were found, and what is wrong with them
    Doctor(Doctor),
    /// Explain the code of a diagnostic
    Explain(Explain),
}

#[derive(Args)]
struct Build {
    /// The module
    file: PathBuf,
    /// Where the result goes; `-` is standard output. Default: `<module>.so` beside the file, text to standard output
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// What to make
    #[arg(long, value_enum, default_value = "so", value_name = "FORM")]
    emit: Emit,
    #[command(flatten)]
    search: Search,
    /// Optimise as a whole, for any machine of this platform
    #[arg(long, conflicts_with = "dev")]
    release: bool,
    /// Rebuild function by function: quicker from edit to run, a little slower code
    #[arg(long)]
    dev: bool,
    /// The processor to optimise for, as rustc names it [default: this machine's; with --release, the platform's oldest]
    #[arg(long, value_name = "CPU")]
    target_cpu: Option<String>,
    /// The interpreter that will import the module
    #[arg(long, value_name = "PATH")]
    python: Option<PathBuf>,
    /// Write the list of the files that took part
    #[arg(long, value_name = "PATH")]
    depfile: Option<PathBuf>,
    /// How diagnostics are written
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    message_format: Format,
    /// Say how long each phase took, and how much it did
    #[arg(long)]
    timings: bool,
}

impl Build {
    fn options(&self) -> driver::Options {
        let profile = match (self.release, self.dev) {
            (true, _) => driver::Profile::Release,
            (_, true) => driver::Profile::Dev,
            _ => driver::Profile::Default,
        };
        driver::Options { profile, target_cpu: self.target_cpu.clone(), python: self.python.clone() }
    }
}

#[derive(Args)]
struct Search {
    /// A further folder in which imported modules are looked for
    #[arg(short = 'I', value_name = "DIR")]
    include: Vec<PathBuf>,
}

/// A form in which a program can be seen on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Emit {
    /// The extension module
    #[value(alias = "shared-lib")]
    So,
    /// The tokens
    Tokens,
    /// The tokens with the lines and blocks that they form
    Layout,
    /// The syntax tree
    Ast,
    /// The typed bodies of the user's functions
    Hir,
    /// The typed bodies of everything that the program uses
    Instances,
    /// The bodies with temporaries and destructions
    Mir,
    /// The generated Rust of the user's definitions
    Rust,
    /// The generated Rust, the library's instances too
    #[value(name = "rust=all")]
    RustAll,
    /// The machine code of the user's functions
    Asm,
    /// LLVM's form of everything that the program uses
    LlvmIr,
}

#[derive(Args)]
struct Check {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    search: Search,
    /// The path that standard input stands for
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// Apply the edits that keep the meaning, and report what is left
    #[arg(long)]
    fix: bool,
    /// Apply the other edits that are offered too
    #[arg(long, requires = "fix")]
    unsafe_fixes: bool,
    /// How diagnostics are written
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    message_format: Format,
    /// Say how long each phase took, and how much it did
    #[arg(long)]
    timings: bool,
}

#[derive(Args)]
struct Run {
    /// The interpreter
    #[arg(long, value_name = "PATH")]
    python: Option<PathBuf>,
    /// The script
    script: PathBuf,
    /// What the script gets as `sys.argv[1:]`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARG")]
    args: Vec<std::ffi::OsString>,
}

#[derive(Args)]
struct Doc {
    /// The file; without one, the reference of the standard library is written
    file: Option<PathBuf>,
    /// Where the page goes, `-` is standard output; the folder for the pages of the library
    #[arg(short, long, value_name = "PATH", required_unless_present = "file")]
    output: Option<PathBuf>,
}

#[derive(Args)]
struct Doctor {
    /// The interpreter to look at
    #[arg(long, value_name = "PATH")]
    python: Option<PathBuf>,
}

#[derive(Args)]
struct Explain {
    /// A code such as `E0401`; without one, all codes are listed
    code: Option<String>,
}

/// Does what the arguments of this process ask for.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { TROUBLE } else { CLEAN });
        }
    };
    if let Task::Build(task) = &cli.command
        && matches!(task.emit, Emit::Asm | Emit::LlvmIr)
        && (task.release || task.dev)
    {
        let text = "`--emit asm` and `--emit llvm-ir` show the code of a build without `--release` and `--dev`\n";
        let _ = Cli::command().error(ErrorKind::ArgumentConflict, text).print();
        return ExitCode::from(TROUBLE);
    }
    ExitCode::from(match cli.command {
        Task::Build(task) => build::build(&task, cli.color),
        Task::Check(task) => check::check(&task, cli.color),
        Task::Run(task) => run::run(&task, cli.color),
        Task::Doc(task) => doc::doc(&task, cli.color),
        Task::Clean => maintain::clean(cli.color),
        Task::Doctor(task) => maintain::doctor(&task, cli.color),
        Task::Explain(task) => maintain::explain(&task, cli.color),
    })
}
