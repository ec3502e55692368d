//! Capitals for texts that have none: MUC-4 was printed in capitals and is handed on in lower case.
//!
//! In: words of ordinary print with their counts, a text in lower case. Out: the text with the capitals that print would have. Names are read by their capitals,
//! so without them the measure says more of the print than of the reader. Not here: what is read.

use std::collections::HashMap;
use std::path::Path;

/// How often each word of a collection is printed with a capital and without, away from the beginning of a sentence.
#[derive(Debug, Default)]
pub struct Print(HashMap<String, [u32; 2]>);

/// Endings of words that are seldom names.
const COMMON: [&str; 21] = [
    "ed", "ing", "ly", "tion", "sion", "ment", "ness", "able", "ible", "ist", "ists", "ive", "ous", "ions", "ments",
    "ers", "ize", "ized", "ical", "less", "ship",
];

impl Print {
    /// Adds a file in columns: one token a line, the token first, an empty line between sentences.
    ///
    /// # Errors
    /// One line for a person.
    pub fn add(&mut self, path: &Path) -> Result<(), String> {
        let text = std::fs::read_to_string(path).map_err(|cause| format!("{}: {cause}", path.display()))?;
        self.count(&text);
        Ok(())
    }

    fn count(&mut self, columns: &str) {
        let mut first = true;
        for line in columns.lines() {
            let Some(token) = line.split_whitespace().next() else {
                first = true;
                continue;
            };
            let letters = token.chars().next().is_some_and(char::is_alphabetic);
            if letters && !first {
                let capital = usize::from(token.chars().next().is_some_and(char::is_uppercase));
                self.0.entry(token.to_lowercase()).or_default()[capital] += 1;
            }
            first &= !letters;
        }
    }

    /// Whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn is_name(&self, word: &str) -> bool {
        match self.0.get(word) {
            Some([small, capital]) => capital > small,
            None => word.chars().count() > 2 && !COMMON.iter().any(|ending| word.ends_with(ending)),
        }
    }

    /// The text with capitals on names and at the beginning of sentences; as many bytes as before, so that places stay.
    pub fn restore(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let (mut word, mut fresh) = (String::new(), true);
        for c in text.chars().chain([' ']) {
            if c.is_alphabetic() {
                word.push(c);
                continue;
            }
            if !word.is_empty() {
                let capital = fresh || self.is_name(&word);
                let first = word.chars().next().filter(|_| capital).map(|c| c.to_ascii_uppercase());
                out.extend(first);
                out.extend(word.chars().skip(usize::from(first.is_some())));
                fresh = false;
                word.clear();
            }
            fresh |= matches!(c, '.' | '?' | '!' | '\n');
            out.push(c);
        }
        out.truncate(text.len());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_get_capitals_as_print_has_them() {
        let mut print = Print::default();
        print.count("The\tO\nmayor\tO\nof\tO\nArven\tO\nleft\tO\n\nRivers\tO\nof\tO\nthe\tO\nrivers\tO\nrose\tO\n");
        let text = "the mayor of arven left. of rivers and orsk, nobody replied.";
        assert_eq!(print.restore(text), "The mayor of Arven left. Of rivers And Orsk, Nobody replied.");
        assert_eq!(print.restore("").len(), 0);
    }
}
