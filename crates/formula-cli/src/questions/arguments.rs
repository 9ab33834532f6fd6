//! What can be asked.

use crate::arguments::What;
use clap::{Args, ValueEnum};
use formula::standing::Standing;

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

/// `seek FILE --data DIR --vary PARAM --from A --to B --step S --until CONDITION`
#[derive(Debug, Clone, Args)]
pub struct Seek {
    /// What is run.
    #[command(flatten)]
    pub what: What,
    /// The parameter that is varied
    #[arg(long, value_name = "PARAM")]
    pub vary: String,
    /// The first value
    #[arg(long, value_name = "VALUE")]
    pub from: String,
    /// The last value, at the most
    #[arg(long, value_name = "VALUE")]
    pub to: String,
    /// How far values lie apart
    #[arg(long, value_name = "VALUE")]
    pub step: String,
    /// The condition, as it would stand after `check`
    #[arg(long, value_name = "CONDITION")]
    pub until: String,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}

pub(crate) const SEEK_EXAMPLES: &str = "\
Examples:
  formula seek formulas/kosovo/specific-grant.formula --data data/kosovo --as-of 2024-01-01 \\
      --vary pool --from 10000000 --to 60000000 --step 1000 \\
      --until 'every(per_head >= 15 EUR/person)'";

/// `fit FILE --data DIR --weight PARAM=LOW..HIGH … --target EXPRESSION`
#[derive(Debug, Clone, Args)]
pub struct Fit {
    /// What is run.
    #[command(flatten)]
    pub what: What,
    /// A parameter that may be set and its limits; given for each
    #[arg(long = "weight", value_name = "PARAM=LOW..HIGH", required = true)]
    pub weights: Vec<String>,
    /// What the amount should reach in each row: an expression of its chapter, in its unit
    #[arg(long, value_name = "EXPRESSION")]
    pub target: String,
    /// The amount; the first result with one number a row where none is named
    #[arg(long, value_name = "NAME")]
    pub result: Option<String>,
    /// The multiple to which weights are rounded
    #[arg(long, value_name = "VALUE", default_value = "0.1%")]
    pub step: String,
    /// Weights need not keep their sum
    #[arg(long)]
    pub free_sum: bool,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}

pub(crate) const FIT_EXAMPLES: &str = "\
Examples:
  formula fit formulas/kosovo/specific-grant.formula --data data/kosovo --as-of 2024-01-01 \\
      --weight part_by_population=20%..80% --weight part_by_families=10%..60% \\
      --weight part_by_area=5%..30% --weight part_by_minority=0%..10% \\
      --target '20 EUR/person * population'";

/// `uncertainty FILE --data DIR --within STANDING=PART … --vary PARAM=PART …`
#[derive(Debug, Clone, Args)]
pub struct Uncertainty {
    /// What is run.
    #[command(flatten)]
    pub what: What,
    /// Cells of this standing lie within this part of their value; may be given several times
    #[arg(long, value_name = "STANDING=PART", value_parser = within)]
    pub within: Vec<(Standing, String)>,
    /// This parameter lies within this part of its value; may be given several times
    #[arg(long, value_name = "PARAM=PART")]
    pub vary: Vec<String>,
    /// Parameters whose sum stays what it is, parted by commas; may be given several times
    #[arg(long, value_name = "PARAM,PARAM")]
    pub keep_sum: Vec<String>,
    /// The amount; the first result with one number a row where none is named
    #[arg(long, value_name = "NAME")]
    pub result: Option<String>,
    /// How often figures are drawn
    #[arg(long, value_name = "NUMBER", default_value_t = 1000)]
    #[arg(value_parser = clap::value_parser!(u32).range(20..=100_000))]
    pub draws: u32,
    /// What the draws follow from: the same seed gives the same answer
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}

pub(crate) const UNCERTAINTY_EXAMPLES: &str = "\
Examples:
  formula uncertainty formulas/kosovo/general-grant.formula --data data/kosovo \\
      --as-of 2024-01-01 --within estimated=15% --within assumed=10%";

fn within(text: &str) -> Result<(Standing, String), String> {
    let known = || Standing::ALL.map(Standing::word).join(", ");
    let (word, part) = text.split_once('=').ok_or("STANDING=PART")?;
    let standing = Standing::from_word(word.trim()).ok_or_else(known)?;
    Ok((standing, part.trim().to_owned()))
}

/// `xray FILE --data DIR`
#[derive(Debug, Clone, Args)]
pub struct Xray {
    /// What is run.
    #[command(flatten)]
    pub what: What,
    /// The amount; the first result with one number a row where none is named
    #[arg(long, value_name = "NAME")]
    pub result: Option<String>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}

pub(crate) const XRAY_EXAMPLES: &str = "\
Examples:
  formula xray formulas/kosovo/specific-grant.formula --data data/kosovo --as-of 2024-01-01";
