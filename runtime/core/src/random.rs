//! Random numbers: xoshiro256++, one generator a thread.

use std::cell::RefCell;

use crate::num::{As, Number};

/// The state of a generator.
#[derive(Clone, Debug)]
pub struct Generator {
    state: [u64; 4],
    /// The second of two normal numbers that were made together.
    spare: Option<f64>,
}

impl Generator {
    pub fn new(seed: i64) -> Generator {
        // splitmix64, as the generator's authors advise.
        let mut x = seed as u64;
        let state = std::array::from_fn(|_| {
            x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = x;
            z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ z >> 31
        });
        Generator { state, spare: None }
    }

    pub fn word(&mut self) -> u64 {
        let s = &mut self.state;
        let result = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        result
    }

    /// In [low, high).
    pub fn float(&mut self, low: f64, high: f64) -> f64 {
        let unit = (self.word() >> 11) as f64 / (1u64 << 53) as f64;
        low + unit * (high - low)
    }

    /// In [low, high]; `low` if the range is empty.
    pub fn signed(&mut self, low: i64, high: i64) -> i64 {
        low.wrapping_add(self.below(high.wrapping_sub(low) as u64, high < low) as i64)
    }

    /// In [low, high]; `low` if the range is empty.
    pub fn unsigned(&mut self, low: u64, high: u64) -> u64 {
        low.wrapping_add(self.below(high.wrapping_sub(low), high < low))
    }

    /// In [0, span], without bias.
    fn below(&mut self, span: u64, empty: bool) -> u64 {
        if empty {
            return 0;
        }
        if span == u64::MAX {
            return self.word();
        }
        let count = span + 1;
        loop {
            let product = self.word() as u128 * count as u128;
            if product as u64 >= count.wrapping_neg() % count {
                return (product >> 64) as u64;
            }
        }
    }

    pub fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        if let Some(spare) = self.spare.take() {
            return mean + deviation * spare;
        }
        loop {
            let (u, v) = (self.float(-1.0, 1.0), self.float(-1.0, 1.0));
            let square = u * u + v * v;
            if square > 0.0 && square < 1.0 {
                let factor = (-2.0 * square.ln() / square).sqrt();
                self.spare = Some(v * factor);
                return mean + deviation * u * factor;
            }
        }
    }
}

thread_local! {
    static GENERATOR: RefCell<Generator> = RefCell::new(Generator::new(0));
}

fn with<T>(action: impl FnOnce(&mut Generator) -> T) -> T {
    GENERATOR.with_borrow_mut(action)
}

/// Starts the thread's generator anew.
pub fn seed(value: i64) {
    with(|generator| *generator = Generator::new(value));
}

/// Starts the thread's generator from the clock.
pub fn seed_by_time() {
    seed((crate::time::since_epoch() * 1e9) as i64);
}

pub fn float(low: f64, high: f64) -> f64 {
    with(|generator| generator.float(low, high))
}

pub fn signed(low: i64, high: i64) -> i64 {
    with(|generator| generator.signed(low, high))
}

pub fn unsigned(low: u64, high: u64) -> u64 {
    with(|generator| generator.unsigned(low, high))
}

pub fn normal(mean: f64, deviation: f64) -> f64 {
    with(|generator| generator.normal(mean, deviation))
}

/// Fills memory with integers in [low, high].
pub fn fill_integers<T: Number>(data: *mut T, count: i64, low: i64, high: i64)
where
    i64: As<T>,
{
    for i in 0..Ord::max(count, 0) {
        crate::mem::write(crate::mem::offset(data, i), signed(low, high).as_());
    }
}

/// Fills memory with numbers in [low, high).
pub fn fill_floats<T: Number>(data: *mut T, count: i64, low: f64, high: f64)
where
    f64: As<T>,
{
    for i in 0..Ord::max(count, 0) {
        crate::mem::write(crate::mem::offset(data, i), float(low, high).as_());
    }
}

/// Fills memory with normal numbers.
pub fn fill_normal<T: Number>(data: *mut T, count: i64, mean: f64, deviation: f64)
where
    f64: As<T>,
{
    for i in 0..Ord::max(count, 0) {
        crate::mem::write(crate::mem::offset(data, i), normal(mean, deviation).as_());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        seed(7);
        let first = unsigned(0, u64::MAX);
        for _ in 0..1000 {
            assert!((-3..=3).contains(&signed(-3, 3)));
            assert!((0.5..2.0).contains(&float(0.5, 2.0)));
        }
        assert_eq!(signed(5, 5), 5);
        assert_eq!(signed(5, 4), 5);
        signed(i64::MIN, i64::MAX);
        seed(7);
        assert_eq!(unsigned(0, u64::MAX), first);
        let mean = (0..10_000).map(|_| normal(2.0, 1.0)).sum::<f64>() / 10_000.0;
        assert!((mean - 2.0).abs() < 0.05);
    }
}
