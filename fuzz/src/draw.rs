//! Where choices come from: a seed, or bytes that somebody proposes.

/// A stream of choices, the same for the same seed or the same bytes.
#[derive(Debug, Clone)]
pub struct Draw<'b> {
    from: From<'b>,
}

#[derive(Debug, Clone)]
enum From<'b> {
    Seed(u64),
    Bytes(std::slice::Iter<'b, u8>),
}

impl<'b> Draw<'b> {
    /// Choices without end from a seed.
    pub fn seeded(seed: u64) -> Draw<'b> {
        Draw { from: From::Seed(seed) }
    }

    /// Choices from bytes; after their end the first is chosen for ever, which is always the one
    /// that leads to an end.
    pub fn of(bytes: &'b [u8]) -> Draw<'b> {
        Draw { from: From::Bytes(bytes.iter()) }
    }

    /// The next 64 bits of the seed's stream (SplitMix64, Steele, Lea and Flood 2014), or one byte.
    fn next(&mut self) -> u64 {
        match &mut self.from {
            From::Seed(state) => {
                *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mut mixed = *state;
                mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                mixed ^ (mixed >> 31)
            }
            From::Bytes(bytes) => bytes.next().copied().map_or(0, u64::from),
        }
    }

    /// A whole number below `limit`; zero if that is zero.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).unwrap_or(u64::MAX);
        let mut drawn = self.next();
        if matches!(self.from, From::Bytes(_)) && limit > 256 {
            drawn = (drawn << 8) | self.next();
        }
        usize::try_from(drawn % limit).unwrap_or(0)
    }

    /// Whether something that happens once in `times` happens.
    pub fn once_in(&mut self, times: usize) -> bool {
        // Not the first of the choices, so that exhausted bytes lead to an end.
        self.below(times) == times.saturating_sub(1)
    }

    /// One of several.
    pub fn of_these<T: Copy>(&mut self, list: &[T], fallback: T) -> T {
        let at = self.below(list.len());
        list.get(at).copied().unwrap_or(fallback)
    }

    /// One of several words.
    pub fn word<'w>(&mut self, list: &[&'w str]) -> &'w str {
        self.of_these(list, "")
    }
}
