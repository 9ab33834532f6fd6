//! Sums, differences and ratios of amounts for showing, exact as far as a decimal goes.

use formula::number::{Decimal, Number, sum};

/// The sum; `None` when it is too large to hold.
pub(super) fn total(values: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
    sum(values).ok()
}

/// What the first has more than the second.
pub(super) fn difference(after: Decimal, before: Decimal) -> Option<Decimal> {
    Number::sub(after, before).ok()
}

/// The first as a part of the second, to the precision of a decimal (34 digits, half to even);
/// `None` of nothing.
pub(super) fn ratio(part: Decimal, whole: Decimal) -> Option<Decimal> {
    if whole.is_zero() {
        return None;
    }
    Number::div(part, whole).ok()
}

/// A share as people write it in hundredths.
pub(super) fn hundredfold(share: Decimal) -> Option<Decimal> {
    Number::mul(share, Decimal::from_i64(100)).ok()
}
