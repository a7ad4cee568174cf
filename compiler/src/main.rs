//! The command line of mojoxide.
//!
//! The compiler runs in a thread with a large stack, since its phases are recursive, and a panic in it, which is always a
//! mistake of ours, ends here as a report.

use std::panic;
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;

use compiler::{cli, pipeline};

/// The phases make many small tables and trees.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Address space only: what is not used costs nothing.
const STACK: usize = 1 << 30;

/// What the last panic said, and where in the compiler.
static PANIC: Mutex<Option<(String, String)>> = Mutex::new(None);

fn main() -> ExitCode {
    panic::set_hook(Box::new(|info| {
        let text = info.payload_as_str().unwrap_or("a panic without a text").to_string();
        let place = info.location().map_or_else(|| "unknown place".to_string(), ToString::to_string);
        if let Ok(mut slot) = PANIC.lock() {
            *slot = Some((text, place));
        }
    }));
    let outcome = thread::Builder::new().stack_size(STACK).spawn(cli::main).map(thread::JoinHandle::join);
    match outcome {
        Ok(Ok(status)) => status,
        Ok(Err(_)) => {
            let (text, place) = PANIC.lock().ok().and_then(|mut slot| slot.take()).unwrap_or_default();
            ExitCode::from(cli::internal_error(pipeline::phase(), &text, &place))
        }
        Err(error) => ExitCode::from(cli::internal_error(pipeline::phase(), &error.to_string(), "thread")),
    }
}
