//! `firsthand-eval quantities`: are numbers read as people mean them?
//!
//! In: `quantities/phrases.tsv`, sentences with a phrase and what it says (kind, bounds, unit, what it counts). Out: by half and kind, how many are found, have the right bounds, kind and
//! unit, and hold the words that they count; of phrases that are no quantities, how many are left alone. Not here: ages and numbers as arguments of claims (see `claims`).

use crate::phrases::{Options, Shares, closest, read, rows};
use firsthand::annotate::{Quantity, QuantityKind};

/// What is asked of every phrase; of one that is no quantity only the last.
const QUESTIONS: [&str; 7] = ["found", "bounds", "kind", "unit", "bounds+kind+unit", "counted words", "left alone"];

/// Runs it.
///
/// # Errors
/// One line for a person: a file that cannot be read, a row that cannot.
pub fn run(options: &Options) -> Result<(), String> {
    let mut shares = Shares::of(&QUESTIONS);
    for row in rows(&options.phrases, 8)? {
        let [half, sentence, phrase, kind, low, high, unit, counts] = &row[..] else { continue };
        if options.faults.as_ref().is_some_and(|wanted| wanted != half) {
            continue;
        }
        let (annotated, place) = read(sentence, phrase, None)?;
        let found = closest(place, annotated.quantities.iter().map(|q| q.span)).map(|at| &annotated.quantities[at]);
        let words = found.map_or("", |q| q.span.of(sentence));
        let answers = judge(found, words, kind, [bound(low)?, bound(high)?], unit, (counts, phrase));
        if options.faults.is_some() && answers.contains(&Some(false)) {
            println!("{sentence}\n    [{phrase}] {kind} {low}..{high} {unit}\n    {words:?} {}", shown(found));
        }
        shares.count(half, kind, &answers);
    }
    shares.print();
    options.json.as_ref().map_or(Ok(()), |path| shares.write(path))
}

fn bound(cell: &str) -> Result<Option<f64>, String> {
    if cell.is_empty() { Ok(None) } else { cell.parse().map(Some).map_err(|_| format!("{cell:?} is no number")) }
}

fn shown(found: Option<&Quantity>) -> String {
    found.map_or("nothing".to_owned(), |q| format!("{} {:?}..{:?} {}", word(q.kind), q.lo, q.hi, q.unit))
}

fn word(kind: QuantityKind) -> &'static str {
    match kind {
        QuantityKind::Exact => "exact",
        QuantityKind::AtLeast => "at_least",
        QuantityKind::AtMost => "at_most",
        QuantityKind::About => "about",
        QuantityKind::Between => "between",
        QuantityKind::Vague => "vague",
    }
}

fn judge(
    found: Option<&Quantity>,
    words: &str,
    kind: &str,
    bounds: [Option<f64>; 2],
    unit: &str,
    (counts, phrase): (&str, &str),
) -> [Option<bool>; 7] {
    if kind == "none" {
        return [None, None, None, None, None, None, Some(found.is_none())];
    }
    // A third is 33.3 or 33.333.
    let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 0.002 * b.abs(),
        (a, b) => a.is_none() && b.is_none(),
    };
    let bounds = found.is_some_and(|q| near(q.lo, bounds[0]) && near(q.hi, bounds[1]));
    let kind = found.is_some_and(|q| word(q.kind) == kind);
    let unit = (unit != "*").then(|| found.is_some_and(|q| q.unit == unit));
    // "boys as young as 14": what is counted may stand outside of the phrase.
    let counted = (!counts.is_empty() && phrase.contains(counts)).then(|| words.contains(counts));
    [Some(found.is_some()), Some(bounds), Some(kind), unit, Some(bounds && kind && unit != Some(false)), counted, None]
}

#[cfg(test)]
mod tests {
    use super::*;
    use firsthand::text::Span;

    #[test]
    fn bounds_kind_and_unit_are_judged_apart() {
        let given = Quantity {
            span: Span::new(0, 9),
            lo: Some(33.333),
            hi: Some(33.333),
            kind: QuantityKind::Exact,
            unit: "percent".to_owned(),
        };
        let third = [Some(33.3), Some(33.3)];
        let judged = judge(Some(&given), "a third of the men", "exact", third, "man", ("men", "a third of the men"));
        assert_eq!(judged, [Some(true), Some(true), Some(true), Some(false), Some(false), Some(true), None]);
        assert_eq!(judge(None, "", "about", third, "*", ("men", ""))[4], Some(false));
        assert_eq!(judge(Some(&given), "", "none", third, "*", ("", ""))[6], Some(false));
    }
}
