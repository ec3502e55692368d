//! A page's bytes, handed to the tokenizer so that its stack stays shallow.
//!
//! For: tags with very many attributes. html5gum 0.9 goes from an attribute in double quotes to the next by calling functions that have not returned yet;
//! some thousand of them in one tag overflow a thread's stack, which ends the program. A space before `=` says the same and lets all of them return.
//! In: decoded HTML. Out: its bytes, with a space before every 64th `=` that ends an attribute's name. Not here: what the tokens mean.

use html5gum::{Readable, Reader, StringReader};

/// Attributes in a row that the tokenizer may call one inside the other.
const IN_A_ROW: u32 = 64;

pub(super) struct Unwound<'a> {
    html: StringReader<'a>,
    names: u32,
    /// Whether `=` comes next, its space having been given.
    held: bool,
}

impl<'a> Unwound<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Unwound { html: html.to_reader(), names: 0, held: false }
    }
}

impl Reader for Unwound<'_> {
    type Error = <StringReader<'static> as Reader>::Error;

    fn read_byte(&mut self) -> Result<Option<u8>, Self::Error> {
        if std::mem::take(&mut self.held) {
            return Ok(Some(b'='));
        }
        self.html.read_byte()
    }

    fn try_read_string(&mut self, wanted: &[u8], case_sensitive: bool) -> Result<bool, Self::Error> {
        if self.held {
            return Ok(false);
        }
        self.html.try_read_string(wanted, case_sensitive)
    }

    fn read_until<'b>(&'b mut self, needle: &[u8], char_buf: &'b mut [u8; 4]) -> Result<Option<&'b [u8]>, Self::Error> {
        if std::mem::take(&mut self.held) {
            return Ok(Some(b"="));
        }
        let found = self.html.read_until(needle, char_buf)?;
        // Only names and values without quotes stop at "="; the latter also at a backtick.
        if found == Some(b"=") && needle.contains(&b'=') && !needle.contains(&b'`') {
            self.names += 1;
            if self.names.is_multiple_of(IN_A_ROW) {
                self.held = true;
                return Ok(Some(b" "));
            }
        }
        Ok(found)
    }
}
