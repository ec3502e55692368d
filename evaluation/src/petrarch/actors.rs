//! Words to actor codes, by the dictionaries that PETRARCH2 reads.
//!
//! In: dictionaries of actors (`NAME_ [CODE from-to]`, synonyms after `+`, dated codes on lines of their own) and of agents (`SOLDIER [~MIL]`), words of a text and its date.
//! Out: a code such as `RUSMIL`: the first actor named, then what the agents beside it add; `---` stands for an actor that is not named. Empty where the words name neither.
//! Not here: which words.

use std::collections::HashMap;

/// A code and the days (as `yymmdd` in full years) on which it holds.
type Dated = (String, Option<(u32, u32)>);

/// The dictionaries.
#[derive(Default)]
pub struct Actors {
    actors: HashMap<String, Vec<Dated>>,
    agents: HashMap<String, String>,
}

/// The longest name of the dictionaries that is looked for, in words.
const LONGEST: usize = 8;

fn phrase(entry: &str) -> String {
    let name = entry.split(['[', '#', ';', '\t']).next().unwrap_or_default().trim();
    name.replace(['_', ' '], " ").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn code(line: &str) -> Option<&str> {
    line.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(code, _)| code.trim())
}

/// A day of the dictionary: two-digit years up to 30 are of this century.
fn day(digits: &str) -> Option<u32> {
    let number: u32 = digits.trim().parse().ok()?;
    Some(match digits.trim().len() {
        6 if number < 300_000 => number + 20_000_000,
        6 => number + 19_000_000,
        _ => number,
    })
}

fn dated(code: &str) -> Dated {
    let Some((code, days)) = code.split_once(' ') else { return (code.to_owned(), None) };
    let days = days.trim();
    let span = if let Some(from) = days.strip_prefix('>') {
        day(from).map(|from| (from, u32::MAX))
    } else if let Some(to) = days.strip_prefix('<') {
        day(to).map(|to| (0, to))
    } else {
        days.split_once('-').and_then(|(from, to)| Some((day(from)?, day(to)?)))
    };
    // Days that cannot be read never hold.
    (code.to_owned(), Some(span.unwrap_or((1, 0))))
}

impl Actors {
    /// Adds a dictionary of actors.
    pub fn add(&mut self, text: &str) {
        let (mut names, mut codes): (Vec<String>, Vec<Dated>) = Default::default();
        for line in text.lines().map(|line| line.split('#').next().unwrap_or_default()).chain(["END"]) {
            if line.trim().is_empty() {
                continue;
            }
            if line.starts_with(char::is_whitespace) {
                codes.extend(code(line).map(dated));
            } else if let Some(synonym) = line.strip_prefix('+') {
                names.push(phrase(synonym));
            } else {
                for name in names.drain(..) {
                    self.actors.entry(name).or_insert_with(|| codes.clone());
                }
                codes = code(line).map(dated).into_iter().collect();
                names.push(phrase(line));
            }
        }
    }

    /// Adds a dictionary of agents. Plurals are made, unless braces give them; a word between exclamation marks stands for each of its set (`!MINIST! = MINISTER, MINISTRY`).
    pub fn add_agents(&mut self, text: &str) {
        let set = |line: &str| {
            let (name, words) = line.strip_prefix('!')?.split_once("! = ")?;
            let words: Vec<String> = words.split(',').map(phrase).collect();
            Some((format!("!{}!", name.to_lowercase()), words))
        };
        let sets: Vec<(String, Vec<String>)> = text.lines().filter_map(set).collect();
        for line in text.lines().filter(|line| !line.starts_with(['#', '+'])) {
            let Some(code) = code(line).and_then(|code| code.strip_prefix('~')) else { continue };
            let entry = line.split('[').next().unwrap_or_default();
            let (name, plural) = entry.split_once('{').map_or((entry, None), |(name, plural)| (name, Some(plural)));
            let name = phrase(name);
            let forms = match (sets.iter().find(|(mark, _)| name.contains(mark)), plural) {
                (Some((mark, words)), _) => words.iter().map(|word| name.replace(mark, word)).collect(),
                (None, Some(plural)) => vec![phrase(plural.trim_end().trim_end_matches('}')), name],
                (None, None) => vec![format!("{name}s"), name],
            };
            for form in forms.into_iter().filter(|form| !form.is_empty()) {
                self.agents.entry(form).or_insert_with(|| code.to_owned());
            }
        }
    }

    /// The code of some words on a day (`yyyymmdd`, or `yymmdd` as in the dictionaries).
    pub fn code(&self, words: &str, date: &str) -> String {
        let date = day(date).unwrap_or(0);
        let lower = words.to_lowercase().replace("'s", "").replace('.', "");
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).collect();
        let (mut actor, mut agents): (Option<&str>, Vec<&str>) = (None, Vec::new());
        let mut at = 0;
        while at < words.len() {
            let longest = (1..=LONGEST.min(words.len() - at)).rev().find_map(|length| {
                let name = words[at..at + length].join(" ");
                let holds = |(_, days): &&Dated| days.is_none_or(|(from, to)| (from..=to).contains(&date));
                let actor = self
                    .actors
                    .get(&name)
                    .or_else(|| self.actors.get(name.strip_suffix('s')?))
                    .and_then(|codes| codes.iter().find(holds));
                let agent = self.agents.get(&name);
                (actor.is_some() || agent.is_some()).then_some((length, actor.map(|(code, _)| code.as_str()), agent))
            });
            let Some((length, named, agent)) = longest else {
                at += 1;
                continue;
            };
            match (named, agent) {
                (Some(code), _) => actor = actor.or(Some(code)),
                (None, Some(code)) => agents.push(code),
                (None, None) => {}
            }
            at += length;
        }
        if actor.is_none() && agents.is_empty() {
            return String::new();
        }
        let mut code = actor.unwrap_or("---").to_owned();
        for agent in agents {
            if !code.get(3..).is_some_and(|known| known.contains(agent)) {
                code.push_str(agent);
            }
        }
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors_with_agents_become_one_code() {
        let mut actors = Actors::default();
        actors
            .add("DAMURIA_  [DMR]\n+DAMURIAN_  # people\n\nARON_VELL_\n+VELL_\n\t[DMRGOV 050901-100331]\n\t[DMRELI]\n");
        actors.add_agents(
            "# x\n!PERSON! = MAN, MEN\n!MINIST! = MINISTER, MINISTRY\nSOLDIER [~MIL]\nFISHER!PERSON! [~AGR]\n!MINIST! OF_TRADE [~GOV]\nPOLICE {} [~COP]\n",
        );
        assert_eq!(actors.code("the Damurian ministry of trade", "20080101"), "DMRGOV");
        assert_eq!(actors.code("Damurian police", "20080101"), "DMRCOP");
        assert_eq!(actors.code("two Damurian soldiers", "20080101"), "DMRMIL");
        assert_eq!(actors.code("Aron Vell", "20080101"), "DMRGOV");
        assert_eq!(actors.code("Aron Vell", "080101"), "DMRGOV");
        assert_eq!(actors.code("Vell", "20150101"), "DMRELI");
        assert_eq!(actors.code("fishermen", "20150101"), "---AGR");
        assert_eq!(actors.code("three Damurians", "20150101"), "DMR");
        assert_eq!(actors.code("nobody", "20150101"), "");
    }
}
