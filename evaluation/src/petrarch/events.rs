//! Claims to events with actor codes, by the coding rules of CAMEO.
//!
//! In: the claims of a record's text, the table of types, the dictionaries of actors. Out: root, source, target. Not here: which words are which actor (see `actors`), what is counted.
//!
//! A claim is one event, that of its first type: what it speaks of is none of its own. An event of which one side has no code is none, and so is what is denied or only
//! possible. Every source does it to every target; those of a plural subject that nobody stands against do it to each other. Who tells, before it, that another did a hostile
//! deed accuses him of it, unless it is the press.

use super::Event;
use super::actors::Actors;
use crate::coding::Coding;
use firsthand::annotate::{Argument, ChainRole, Claim, Modality};
use firsthand::codebook::Codebook;
use firsthand::text::Span;

/// What reads them.
pub struct Rules<'a> {
    pub coding: &'a Coding,
    pub book: &'a Codebook,
    pub actors: &'a Actors,
}

/// Protest and what is harder: whoever tells of it accuses.
const HOSTILE: [&str; 7] = ["14", "15", "16", "17", "18", "19", "20"];
/// What is said to somebody: he may be named in what is said ("demanded that Damuria leave").
const SAYING: [&str; 6] = ["02", "03", "10", "11", "12", "13"];
/// Assault, fighting and mass violence.
const ATTACKS: [&str; 3] = ["18", "19", "20"];
/// The root of accusations.
const ACCUSE: &str = "11";
/// What ties a name to the noun before it ("a court in Guyana").
const TIES: [&str; 4] = ["in", "of", "from", "for"];
/// Between phrases of a clause.
const BOUNDS: [&str; 14] =
    ["to", "with", "of", "in", "on", "against", "for", "from", "at", "over", "into", "about", "between", "towards"];
/// Where what is done ends.
const ENDS: [&str; 10] = ["by", "after", "before", "as", "when", "while", "amid", "that", "who", "which"];
/// Who passes on what others say.
const PRESS: &str = "MED";

impl Rules<'_> {
    /// The events of a text on a day.
    pub fn events(&self, text: &str, date: &str, claims: &[Claim]) -> Vec<Event> {
        let mut events: Vec<Event> = Vec::new();
        let real = |claim: &&Claim| !matches!(claim.modality, Modality::Denied | Modality::Hypothetical);
        for claim in claims.iter().filter(real) {
            let Some(root) = self.coding.first(claim) else { continue };
            let code = |list: Vec<Argument>| self.codes(text, date, &list);
            let doers = code(self.coding.source(claim, self.book));
            // What one is accused of is one accusation, however many deeds it names.
            let accused = |doer: &String| events.iter().any(|event| event.0 == ACCUSE && event.2 == *doer);
            if HOSTILE.contains(&root) && !doers.is_empty() && doers.iter().all(accused) {
                continue;
            }
            let teller = if HOSTILE.contains(&root) { self.teller(text, date, claim) } else { None };
            if let Some(teller) = teller.filter(|teller| doers.iter().all(|doer| doer.get(..3) != teller.get(..3))) {
                add(&mut events, ACCUSE, &[teller], &doers);
                continue;
            }
            // A name before an agent alone: "sent troops to Damuria".
            let targets: Vec<Vec<String>> =
                self.coding.targets(claim).map(code).filter(|list| !list.is_empty()).collect();
            let named = targets.iter().find(|list| list.iter().any(|code| !code.starts_with('-')));
            let end = if SAYING.contains(&root) { text.len() } else { claim.span.end as usize };
            let rest = text.get(claim.trigger.end as usize..end).unwrap_or_default();
            match named.or(targets.first()).cloned().or_else(|| self.named(rest, date, root)) {
                Some(target) => add(&mut events, root, &doers, &target),
                None => add(&mut events, root, &doers, &doers),
            }
        }
        events
    }

    /// The first actor with a name in the rest of a clause.
    fn named(&self, rest: &str, date: &str, root: &str) -> Option<Vec<String>> {
        let mut phrase: Vec<&str> = Vec::new();
        for word in rest.split_inclusive(',').flat_map(|part| part.split_whitespace()).chain([""]) {
            if word.is_empty() || word.ends_with(',') || BOUNDS.contains(&word) || ENDS.contains(&word) {
                phrase.push(word);
                let code = self.actors.code(&phrase.join(" "), date);
                if !code.is_empty() && !code.starts_with('-') {
                    return Some(vec![code]);
                }
                phrase.clear();
            }
            if ENDS.contains(&word) && !(word == "that" && SAYING.contains(&root)) {
                break;
            }
            phrase.push(word);
        }
        None
    }

    /// Who says it, in words before it.
    fn teller(&self, text: &str, date: &str, claim: &Claim) -> Option<String> {
        let link = claim.chain.iter().rev().find(|link| link.role == ChainRole::Source)?;
        let span = link.span.filter(|span| span.end <= claim.trigger.start)?;
        let code = self.code(text, date, span, Some(&link.name));
        (code.len() >= 3 && !code.contains(PRESS)).then_some(code)
    }

    /// The codes of the first phrase that has one, and of those joined to it.
    fn codes(&self, text: &str, date: &str, list: &[Argument]) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        let mut last: Option<Span> = None;
        for argument in list {
            let Some(span) = argument.span else { continue };
            let found = self.phrase(text, date, span, argument.normal.as_deref());
            let joined = |last: Span| {
                let between = text.get(last.end as usize..span.start as usize).unwrap_or("x");
                between.split([',', ' ']).all(|word| matches!(word, "" | "and" | "or"))
            };
            if found.is_empty() || last.is_some_and(|last| !joined(last)) {
                continue;
            }
            last = Some(span);
            for code in found {
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
        }
        codes
    }

    /// The codes of a phrase: one for each name that it joins. Where nobody is named, its head must be an agent ("military aid" is none).
    fn phrase(&self, text: &str, date: &str, span: Span, name: Option<&str>) -> Vec<String> {
        let own = span.of(text);
        let named = own.split(" and ").flat_map(|part| part.split(", ")).map(|part| self.actors.code(part, date));
        let named: Vec<String> = named.filter(|code| !code.is_empty() && !code.starts_with('-')).collect();
        if named.len() > 1 {
            return named;
        }
        let code = self.code(text, date, span, name);
        let agent = |word: Option<&str>| word.is_some_and(|word| !self.actors.code(word, date).is_empty());
        let words: Vec<&str> = own.split_whitespace().collect();
        let head = words.split(|word| TIES.contains(word)).next().and_then(|words| words.last().copied());
        let kept = !code.is_empty() && (!code.starts_with('-') || agent(head) || agent(words.last().copied()));
        kept.then_some(code).into_iter().collect()
    }

    /// The code of a phrase: by its own words, by the name that is tied to it, or by the name that it stands for.
    fn code(&self, text: &str, date: &str, span: Span, name: Option<&str>) -> String {
        let own = span.of(text);
        let code = self.actors.code(own, date);
        if code.starts_with('-') {
            let rest = text.get(span.end as usize..).unwrap_or_default();
            let whole = self.actors.code(&format!("{own} {}", tied(rest).join(" ")), date);
            if !whole.is_empty() && !whole.starts_with('-') {
                return whole;
            }
        }
        if code.is_empty() { name.map_or_else(String::new, |name| self.actors.code(name, date)) } else { code }
    }
}

/// The words of "in Guyana" at the start of a text, or none.
fn tied(rest: &str) -> Vec<&str> {
    if !rest.starts_with(' ') {
        return Vec::new();
    }
    let mut words = rest.split_whitespace();
    let Some(tie) = words.next().filter(|word| TIES.contains(word)) else { return Vec::new() };
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    std::iter::once(tie).chain(words.skip_while(|word| *word == "the").take_while(capital)).collect()
}

fn add(events: &mut Vec<Event>, root: &str, from: &[String], to: &[String]) {
    for (source, target) in from.iter().flat_map(|source| to.iter().map(move |target| (source, target))) {
        let event = (root.to_owned(), source.clone(), target.clone());
        // Nobody does it to himself, and one attack on one victim is one event, however it is told.
        let attack = |root: &str| ATTACKS.contains(&root);
        let told = |known: &Event| {
            (&known.1, &known.2) == (source, target) && (known.0 == root || attack(root) && attack(&known.0))
        };
        if source != target && !events.iter().any(told) {
            events.push(event);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::TABLE;

    fn coded(text: &str) -> Vec<Event> {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../codebooks/cameo.toml");
        let book = Codebook::load(&[file]).unwrap();
        let mut actors = Actors::default();
        actors.add("DAMURIA_ [DMR]\n+DAMURIAN_\nVARENIA_ [VRA]\n+VARENIAN_\nLUKOR_ [LKR]\n");
        actors.add_agents("COURT [~JUD]\nARMY [~MIL]\nTELEVISION [~MED]\n");
        let coding = Coding::read(TABLE, "cameo");
        let claims = crate::reader::annotate(&crate::petrarch::report(text), &book).claims;
        Rules { coding: &coding, book: &book, actors: &actors }.events(text, "20080101", &claims)
    }

    fn event(root: &str, source: &str, target: &str) -> Vec<Event> {
        vec![(root.to_owned(), source.to_owned(), target.to_owned())]
    }

    #[test]
    fn an_event_has_both_sides() {
        assert_eq!(coded("Varenia attacked Damuria."), event("19", "VRA", "DMR"));
        assert_eq!(coded("Varenia attacked the hill."), []);
        assert_eq!(coded("Varenia did not attack Damuria."), []);
        assert_eq!(coded("Varenia sent military aid to the hills."), []);
        assert_eq!(coded("Varenia sent its army to Damuria."), event("15", "VRA", "DMR"));
        assert_eq!(coded("Varenia demanded that Damuria leave the hills."), event("10", "VRA", "DMR"));
        assert_eq!(coded("A court in Damuria jailed two Varenian men."), event("17", "DMRJUD", "VRA"));
    }

    #[test]
    fn names_that_a_phrase_joins_are_two() {
        let both = [event("04", "DMR", "VRA"), event("04", "VRA", "DMR")].concat();
        assert_eq!(coded("Damuria and Varenia held talks."), both);
    }

    #[test]
    fn who_tells_of_a_hostile_deed_accuses_unless_he_is_the_press() {
        assert_eq!(coded("Lukor said that Varenia had attacked Damuria."), event("11", "LKR", "VRA"));
        assert_eq!(coded("Varenia attacked Damuria, Lukor said."), event("19", "VRA", "DMR"));
        assert_eq!(coded("Damurian television said that Varenia had attacked Damuria."), event("19", "VRA", "DMR"));
    }

    #[test]
    fn a_name_is_tied_to_the_noun_before_it() {
        assert_eq!(tied(" in the Varenian Hills yesterday"), ["in", "Varenian", "Hills"]);
        assert!(tied(", in Varenia").is_empty() && tied(" met Orin").is_empty());
    }
}
