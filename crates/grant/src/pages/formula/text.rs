//! The text of a formula with its colours, line numbers, and links from a name to where it is
//! defined.

use formula::diagnostic::Source;
use formula::plan::Plan;
use formula::syntax::highlight::{Class, classify};
use pages::html::{Element, Html, element};
use std::collections::BTreeSet;

/// The anchor of a definition or parameter on the page of its formula.
pub(in crate::pages) fn anchor(name: &str) -> String {
    format!("d-{name}")
}

/// The text as numbered lines. Each line has the id `L` and its number.
pub(super) fn numbered(plan: &Plan) -> Html {
    let known: BTreeSet<&str> = plan
        .definitions
        .iter()
        .map(|definition| definition.name.as_str())
        .chain(plan.params.iter().map(|param| param.name.as_str()))
        .collect();
    let lines = lines(&plan.source, &known);
    let rows = lines.into_iter().zip(1_usize..).map(|(line, number)| {
        let id = format!("L{number}");
        let link = element("a")
            .class("code-line-number")
            .attr("href", format!("#{id}"))
            .attr("aria-hidden", "true")
            .attr("tabindex", "-1")
            .child(number.to_string());
        element("span").class("code-line").attr("id", id).child(link).child(line).child("\n")
    });
    element("pre").class("code").attr("tabindex", "0").children(rows).finish()
}

fn lines(source: &Source, known: &BTreeSet<&str>) -> Vec<Html> {
    let mut writer = Lines { done: Vec::new(), line: Html::new() };
    let mut at = 0_usize;
    for (span, class) in classify(source) {
        let (start, end) = (index(span.start), index(span.end));
        let Some(between) = source.text.get(at..start.max(at)) else { continue };
        let Some(inside) = source.text.get(start.max(at)..end.max(at)) else { continue };
        writer.plain(between);
        writer.stretch(inside, class, known);
        at = end.max(at);
    }
    writer.plain(source.text.get(at..).unwrap_or_default());
    if !writer.line.is_empty() {
        writer.done.push(writer.line);
    }
    writer.done
}

fn index(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

struct Lines {
    done: Vec<Html>,
    line: Html,
}

impl Lines {
    fn end_line(&mut self) {
        self.done.push(std::mem::take(&mut self.line));
    }

    fn plain(&mut self, text: &str) {
        for (at, part) in text.split('\n').enumerate() {
            if at > 0 {
                self.end_line();
            }
            self.line.push(part.trim_end_matches('\r'));
        }
    }

    fn stretch(&mut self, text: &str, class: Class, known: &BTreeSet<&str>) {
        for (at, part) in text.split('\n').enumerate() {
            if at > 0 {
                self.end_line();
            }
            self.line.push(coloured(part, class, known));
        }
    }
}

fn coloured(text: &str, class: Class, known: &BTreeSet<&str>) -> Element {
    let leads = matches!(class, Class::Name | Class::Definition) && known.contains(text);
    let name = if leads {
        element("a").attr("href", format!("#{}", anchor(text)))
    } else {
        element("span")
    };
    name.class(format!("code-{}", class.word())).child(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: the text on the page is the text of the file, line by line. Method: markup taken
    /// away again, on a text with comments, quoted marks and an empty line.
    #[test]
    fn nothing_is_lost() {
        let text = "# a <b>\nformula f\n\n  title en \"A & B\"\nlet x = 1 + 2\n";
        let source = Source::new("f.formula", text);
        let lines = lines(&source, &BTreeSet::from(["x"]));
        let plain: Vec<String> = lines
            .iter()
            .map(|line| {
                let mut out = String::new();
                let mut inside = false;
                for letter in line.as_str().chars() {
                    match letter {
                        '<' => inside = true,
                        '>' => inside = false,
                        other if !inside => out.push(other),
                        _ => {}
                    }
                }
                out.replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&amp;", "&")
            })
            .collect();
        assert_eq!(plain.join("\n") + "\n", text);
    }
}
