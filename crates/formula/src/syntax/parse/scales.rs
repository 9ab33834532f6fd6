//! Bands, slices and points.

use super::layout::Block;
use super::{Fault, Parse, Parser};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{Edge, Notes, Scale, ScaleKind, ScaleLine, ScaleVersion};
use crate::syntax::highlight::Class;

impl Parser<'_> {
    /// `slices NAME (ARGUMENT : UNIT) -> UNIT`, with lines or with dated versions of them
    pub(super) fn scale(&mut self) -> Parse<Scale> {
        let start = self.here();
        let kind = match self.take(Class::Keyword).text {
            "bands" => ScaleKind::Bands,
            "slices" => ScaleKind::Slices,
            _ => ScaleKind::Points,
        };
        let name = self.expect_new_name()?;
        let opened = self.here();
        self.expect_symbol("(")?;
        let argument = self.parameter()?;
        self.close(")", opened)?;
        self.expect_symbol("->")?;
        let unit = self.unit()?;
        let mut scale = Scale {
            kind,
            name,
            argument,
            unit,
            versions: Vec::new(),
            notes: Notes::default(),
            span: start,
        };
        let mut outside = None;
        self.outside(kind, &mut outside)?;
        self.notes(&mut scale.notes)?;
        if self.at_dated() && !self.peek().first {
            let version = self.version(kind, outside)?;
            scale.versions.push(version);
        } else if !self.ended() && !self.peek().first {
            self.leftover();
            self.skip_line();
        }
        let empty = scale.versions.is_empty() && !self.at_block();
        self.versions(&mut scale, outside);
        if empty {
            self.report(
                Diagnostic::at("syntax-block-empty", self.since(start))
                    .with("words", scale.name.text.clone()),
            );
        }
        scale.span = self.since(start);
        Ok(scale)
    }

    /// The lines below the head: notes, dated versions, or the lines of an undated one.
    fn versions(&mut self, scale: &mut Scale, mut outside: Option<bool>) {
        let kind = scale.kind;
        let start = self.here();
        let mut undated = Vec::new();
        self.block(
            Block::Structure,
            |_| false,
            |parser| {
                if parser.at_note() {
                    return parser.notes(&mut scale.notes);
                }
                if parser.at_dated() {
                    scale.versions.push(parser.version(kind, outside)?);
                    return Ok(());
                }
                if !parser.outside(kind, &mut outside)? {
                    undated.push(parser.scale_line(kind)?);
                }
                Ok(())
            },
        );
        for version in &mut scale.versions {
            version.flat_outside |= outside == Some(true);
        }
        if !undated.is_empty() {
            scale.versions.push(ScaleVersion {
                since: None,
                lines: undated,
                flat_outside: outside == Some(true),
                notes: Notes::default(),
                span: self.since(start),
            });
        }
    }

    /// `since DATE` with its notes and lines
    fn version(&mut self, kind: ScaleKind, outside: Option<bool>) -> Parse<ScaleVersion> {
        let start = self.here();
        let mut outside = outside;
        let mut notes = Notes::default();
        let (since, _) = self.since_date()?;
        self.outside(kind, &mut outside)?;
        self.notes(&mut notes)?;
        if !self.at_block() || self.at_dated() {
            let diagnostic = Diagnostic::at("syntax-block-empty", self.since(start));
            return Err(self.fail(diagnostic.with("words", format!("since {since}"))));
        }
        let mut lines = Vec::new();
        let stops = |parser: &Parser<'_>| parser.at_dated();
        self.block(Block::Structure, stops, |parser| {
            if parser.at_note() {
                return parser.notes(&mut notes);
            }
            if !parser.outside(kind, &mut outside)? {
                lines.push(parser.scale_line(kind)?);
            }
            Ok(())
        });
        let flat_outside = outside == Some(true);
        let span = self.since(start);
        Ok(ScaleVersion { since: Some(since), lines, flat_outside, notes, span })
    }

    /// `flat outside` or `error outside`, for points; whether it came next.
    fn outside(&mut self, kind: ScaleKind, outside: &mut Option<bool>) -> Parse<bool> {
        let flat = self.next_are_words("flat", "outside");
        if !flat && !self.next_are_words("error", "outside") {
            return Ok(false);
        }
        let word = self.take(Class::Keyword);
        self.take(Class::Keyword);
        if kind != ScaleKind::Points {
            let diagnostic = Diagnostic::at("syntax-outside-points", word.span);
            return Err(self.fail(diagnostic.with("found", word.text)));
        }
        *outside = Some(flat);
        Ok(true)
    }

    /// `up to 1 : 70 EUR`, `below 5 : 1`, `above : 4`, `at 3 : 2`
    fn scale_line(&mut self, kind: ScaleKind) -> Parse<ScaleLine> {
        let start = self.here();
        let points = kind == ScaleKind::Points;
        let edge = match self.peek().text {
            "at" if points => {
                self.take(Class::Keyword);
                Edge::At(self.amount()?)
            }
            "up" if !points && self.peek_after(1).is_word("to") => {
                self.take(Class::Keyword);
                self.take(Class::Keyword);
                Edge::UpTo(self.amount()?)
            }
            "below" if !points => {
                self.take(Class::Keyword);
                Edge::Below(self.amount()?)
            }
            "above" if !points => {
                self.take(Class::Keyword);
                Edge::Above
            }
            _ if points => return Err(self.expected("syntax-expected-point", &[])),
            _ => return Err(self.expected("syntax-expected-edge", &[])),
        };
        if edge == Edge::Above && !self.next_is_symbol(":") {
            return Err(self.expected("syntax-above-edge", &[]));
        }
        self.expect_symbol(":")?;
        let value = self.cell();
        if super::items::is_lost(&value) {
            return Err(Fault);
        }
        Ok(ScaleLine { edge, value, span: self.since(start) })
    }
}
