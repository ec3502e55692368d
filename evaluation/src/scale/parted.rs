//! What linking a very large collection in neighbourhoods parts.
//!
//! For: knowing what is lost where not all is linked at once. In: a number of generated reports, whose sources are known. Out: for each kind
//! of copy how many pairs of source and copy are linked together; what is parted cannot be found. Not here: how many of those that are
//! together are found (see `linking`).

use crate::generate::{Derivation, Truth, stories};
use firsthand::annotate::{Rules, annotate_with};
use firsthand::codebook::Codebook;
use firsthand::held::{Gathering, Given};
use firsthand::link::neighbourhoods_of;
use std::collections::{BTreeMap, HashMap};

/// Makes reports and looks up which are linked together.
pub(super) fn run(count: usize, seed: u64, most: usize) -> std::io::Result<()> {
    let gathering = Gathering::default();
    let mut truths: Vec<Truth> = Vec::with_capacity(count);
    for made in stories(count, seed).flatten() {
        gathering.add(&made.report, &annotate_with(&made.report, Codebook::builtin(), &Rules))?;
        truths.push(made.truth);
    }
    let held = gathering.close()?;
    let given = Given::Held(&held);
    let all = neighbourhoods_of(given, most)?;
    let sizes: Vec<usize> = all.iter().map(Vec::len).collect();
    let mut of: HashMap<&str, usize> = HashMap::new();
    for (neighbourhood, numbers) in all.iter().enumerate() {
        of.extend(numbers.iter().map(|number| (given.path(*number), neighbourhood)));
    }
    let mut table: BTreeMap<Derivation, (usize, usize)> = BTreeMap::new();
    for truth in &truths {
        let Some((derivation, from)) = truth.derivation.zip(truth.from.and_then(|from| truths.get(from))) else {
            continue;
        };
        let row = table.entry(derivation).or_default();
        row.0 += usize::from(of.get(truth.report.as_str()) == of.get(from.report.as_str()));
        row.1 += 1;
    }
    println!("{count} reports in {} neighbourhoods of {sizes:?}; pairs of source and copy in one of them:", all.len());
    for (derivation, (together, pairs)) in &table {
        println!("  {derivation:?}: {together} of {pairs}, {:.4}", *together as f64 / (*pairs).max(1) as f64);
    }
    Ok(())
}
