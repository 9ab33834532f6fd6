//! In which order definitions are typed.
//!
//! A definition that meets one which is not typed yet gives way to it and is begun anew afterwards,
//! so one that stands before a thousand others which it needs would be begun a thousand times. The
//! words of each rule tell what it is likely to need; taking those first, nearly every definition
//! is typed at once. The words decide nothing: a name too many costs nothing, and where they run in
//! a circle the order of the file stands, in which a cycle is shown as it is written.

use super::Checker;
use std::collections::HashMap;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

impl Checker<'_> {
    /// The drafts, each after those whose names its rule holds.
    pub(super) fn sequence(&self) -> Vec<usize> {
        let mut named: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, draft) in self.drafts.iter().enumerate() {
            named.entry(draft.ast.name.text.as_str()).or_default().push(at);
        }
        // A name that several tables have says less surely what is meant.
        let needed = |own: usize| -> Vec<(usize, bool)> {
            let Some(draft) = self.drafts.get(own) else { return Vec::new() };
            let text = self.source.slice(draft.ast.body.span);
            let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
            let meant = words.filter_map(|word| named.get(word));
            let meant = meant.flat_map(|all| all.iter().map(|at| (*at, all.len() == 1)));
            meant.filter(|(at, _)| *at != own).collect()
        };
        let mut marks = vec![Mark::New; self.drafts.len()];
        let mut order = Vec::with_capacity(self.drafts.len());
        for start in 0..self.drafts.len() {
            if marks.get(start) != Some(&Mark::New) {
                continue;
            }
            let mut path = vec![(start, needed(start).into_iter())];
            set(&mut marks, start, Mark::Open);
            while let Some((draft, needs)) = path.last_mut() {
                match needs.next() {
                    None => {
                        set(&mut marks, *draft, Mark::Done);
                        order.push(*draft);
                        path.pop();
                    }
                    Some((next, sure)) => match marks.get(next) {
                        Some(Mark::New) => {
                            set(&mut marks, next, Mark::Open);
                            path.push((next, needed(next).into_iter()));
                        }
                        Some(Mark::Open) if sure => return (0..self.drafts.len()).collect(),
                        Some(Mark::Open | Mark::Done) | None => {}
                    },
                }
            }
        }
        order
    }
}

fn set(marks: &mut [Mark], draft: usize, to: Mark) {
    if let Some(mark) = marks.get_mut(draft) {
        *mark = to;
    }
}
