//! Where the words of a gold set stand in a report as read.
//!
//! In: a report's text, a piece of a gold set. Out: the piece with its places in that text. Not here: which pieces a set has.

use super::gold::Piece;

/// A report's text, letter by letter.
pub struct Placing {
    letters: Vec<char>,
    /// Code points that are no white space, with their places.
    dense: Vec<(u32, char)>,
}

impl Placing {
    /// Prepares a text.
    pub fn new(text: &str) -> Self {
        let dense = (0u32..).zip(text.chars()).filter(|(_, c)| !c.is_whitespace()).collect();
        Placing { letters: text.chars().collect(), dense }
    }

    /// Leaves a piece that stands where it says; else looks its words up, nearest to `near` where that is given. A piece that the
    /// text does not hold gets an empty place, which nothing overlaps.
    pub fn settle(&self, piece: &mut Piece, near: Option<(u32, u32)>) {
        if self
            .letters
            .get(piece.start as usize..piece.end as usize)
            .is_some_and(|s| s.iter().collect::<String>() == piece.text)
        {
            return;
        }
        let found = self.find(&piece.text, near).map_or((0, 0), |found| (found.start, found.end));
        (piece.start, piece.end) = found;
    }

    /// Where `words` stand, white space alike: as whole words if they do, else where a caption or dateline is glued to them; first of
    /// all, or nearest to `near`, first within it.
    pub fn find(&self, words: &str, near: Option<(u32, u32)>) -> Option<Piece> {
        let wanted: Vec<char> = words.chars().filter(|c| !c.is_whitespace()).collect();
        if wanted.is_empty() {
            return None;
        }
        let hits = self.dense.windows(wanted.len()).filter(|w| w.iter().map(|(_, c)| c).eq(&wanted));
        let places = hits.filter_map(|w| Some((w.first()?.0, w.last()?.0 + 1)));
        let distance = |&(start, end): &(u32, u32)| {
            near.map_or(0, |(from, to)| {
                start.saturating_sub(to.saturating_sub(end - start)).max(from.saturating_sub(start))
            })
        };
        let (start, end) = places.min_by_key(|at| (!self.whole(at.0, at.1), distance(at)))?;
        Some(Piece { text: words.to_owned(), start, end, norm: None, implicit: false })
    }

    /// Whether no word goes on over the borders.
    fn whole(&self, start: u32, end: u32) -> bool {
        let letter = |at: Option<usize>| at.and_then(|at| self.letters.get(at)).is_some_and(|c| c.is_alphanumeric());
        let (start, end) = (start as usize, end as usize);
        !(letter(start.checked_sub(1)) && letter(Some(start)) || letter(Some(end)) && letter(end.checked_sub(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(text: &str, words: &str, start: u32, near: Option<(u32, u32)>) -> (u32, u32) {
        let end = start + words.chars().count() as u32;
        let mut piece = Piece { text: words.to_owned(), start, end, norm: None, implicit: false };
        Placing::new(text).settle(&mut piece, near);
        (piece.start, piece.end)
    }

    #[test]
    fn a_piece_that_stands_where_it_says_stays() {
        assert_eq!(settled("it is what it is", "it", 11, None), (11, 13));
    }

    #[test]
    fn a_piece_is_looked_up_across_line_breaks_and_in_whole_words() {
        assert_eq!(settled("bits of it\n\n is here", "it is", 40, None), (8, 15));
        assert_eq!(settled("(photo)Men left", "Men", 40, None), (7, 10));
        assert_eq!(settled("PhotoMen left", "Men", 40, None), (5, 8));
        assert_eq!(settled("nothing", "it", 40, None), (0, 0));
    }

    #[test]
    fn the_nearest_place_is_taken_and_one_within_first() {
        assert_eq!(settled("one man, two men, one man", "one", 90, Some((18, 25))), (18, 21));
        assert_eq!(settled("one man, two men, one man", "one", 90, Some((0, 12))), (0, 3));
    }
}
