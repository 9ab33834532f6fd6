//! How cells look. Inputs, results of other formulas and formulas differ by colour.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// What a cell is, by its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Typed in, and verified or derived.
    Input,
    /// Typed in, and not verified.
    Unverified,
    /// Taken from another formula.
    Used,
    /// Worked out here.
    Worked,
    /// Worked out here and exported.
    Result,
    /// A step.
    Step,
}

/// The looks of a workbook.
#[derive(Debug, Clone)]
pub(super) struct Looks {
    /// The title of a sheet.
    pub(super) title: Format,
    /// The head of a column.
    pub(super) head: Format,
    /// The head of a column of results.
    pub(super) result_head: Format,
    /// Units and names below a head.
    pub(super) small: Format,
    /// Plain words.
    pub(super) words: Format,
    /// Words that wrap.
    pub(super) wrapped: Format,
    /// Words that stand out.
    pub(super) strong: Format,
}

const INK: u32 = 0x1F_29_37;
const QUIET: u32 = 0x6B_72_80;
const LINE: u32 = 0xD1_D5_DB;

impl Looks {
    pub(super) fn new() -> Looks {
        let base = || Format::new().set_font_name("Calibri").set_font_size(11);
        let head = || {
            base()
                .set_bold()
                .set_font_color(Color::White)
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_border(FormatBorder::Thin)
                .set_border_color(LINE)
        };
        Looks {
            title: base().set_bold().set_font_size(15).set_font_color(INK),
            head: head().set_background_color(0x37_47_5A_u32),
            result_head: head().set_background_color(0x1B_6B_45_u32),
            small: base().set_font_size(9).set_font_color(QUIET).set_text_wrap(),
            words: base().set_font_color(INK).set_indent(1).set_align(FormatAlign::Top),
            wrapped: base().set_font_color(INK).set_text_wrap().set_align(FormatAlign::Top),
            strong: base().set_bold().set_font_color(INK),
        }
    }

    /// A value of some kind with a number format.
    pub(super) fn value(&self, kind: Kind, number: &str) -> Format {
        let look = Format::new()
            .set_font_name("Calibri")
            .set_font_size(11)
            .set_num_format(number)
            .set_border(FormatBorder::Thin)
            .set_border_color(LINE)
            .set_align(FormatAlign::Top);
        match kind {
            Kind::Input => look.set_background_color(0xFF_F7_DB_u32).set_font_color(0x1D_4E_9E_u32),
            Kind::Unverified => look
                .set_background_color(0xFF_E9_C9_u32)
                .set_font_color(0x9A_4B_00_u32)
                .set_italic(),
            Kind::Used => look.set_background_color(0xEC_E6_F6_u32).set_font_color(0x4B_2E_83_u32),
            Kind::Worked => look.set_background_color(0xF3_F6_F4_u32).set_font_color(INK),
            Kind::Result => {
                look.set_background_color(0xDD_F0_E4_u32).set_font_color(INK).set_bold()
            }
            Kind::Step => look.set_font_color(QUIET),
        }
    }
}

/// The format of numbers of which these are the canonical texts.
pub(super) fn number_format<'t>(
    percent: bool,
    money: bool,
    texts: impl IntoIterator<Item = &'t str>,
) -> &'static str {
    let decimals = |text: &str| text.split_once('.').map_or(0, |(_, rest)| rest.len());
    let most = texts.into_iter().map(decimals).max().unwrap_or(0);
    match (percent, money, most) {
        (true, _, 0..=2) => "0%",
        (true, ..) => "0.00%",
        (_, true, _) | (_, _, 1..=2) => "#,##0.00",
        (_, _, 0) => "#,##0",
        _ => "#,##0.0000",
    }
}

/// The format of days.
pub(super) const DAY: &str = "yyyy-mm-dd";

/// The format of what is no number.
pub(super) const GENERAL: &str = "General";
