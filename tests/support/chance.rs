//! Numbers that look random and are the same in every run.

/// A generator of such numbers (Knuth's constants), from a seed.
pub struct Chance(pub u64);

impl Chance {
    /// A number below `bound`.
    pub fn number(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    /// A place in a list of `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.number(bound as u64)).unwrap()
    }
}
