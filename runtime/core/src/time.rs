//! Clocks.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Nanoseconds on a clock that never goes back.
#[inline]
pub fn monotonic() -> i64 {
    static START: OnceLock<Instant> = OnceLock::new();
    // A start other than zero, as differences alone mean something.
    START.get_or_init(Instant::now).elapsed().as_nanos() as i64 + 1_000_000_000
}

/// Waits; not at all for what is not positive.
pub fn sleep(seconds: f64) {
    if let Ok(duration) = Duration::try_from_secs_f64(seconds) {
        std::thread::sleep(duration);
    }
}

/// Seconds since 1970.
pub fn since_epoch() -> f64 {
    std::time::UNIX_EPOCH.elapsed().map_or(0.0, |time| time.as_secs_f64())
}
