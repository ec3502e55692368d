//! What unpacked things take in memory.
//!
//! For: [`super::Desk`], which keeps only so much open. In: a report, what it says, or a claim. Out: [`Size`], in bytes, with what
//! allocating costs: a fair estimate of lists and long words. Not here: what is shared between reports that are not put away.

use crate::annotate::{Annotated, Argument, Attribution, ChainLink, Claim, Entity, Quantity, Sentence, Time};
use crate::report::{Part, Report};
use std::mem::size_of;

/// What a thing of its own on the heap takes besides what it holds, most often a short word: the allocator's rounding and book-keeping.
const PIECE: usize = 32;

/// How much memory something takes.
pub(super) trait Size {
    /// In bytes.
    fn size(&self) -> usize;
}

impl Size for Report {
    fn size(&self) -> usize {
        let parts = self.parts.iter().map(|part| size_of::<Part>() + PIECE + part.because.len());
        size_of::<Report>() + 16 * PIECE + self.text.len() + parts.sum::<usize>()
    }
}

impl Size for Annotated {
    fn size(&self) -> usize {
        let entities = self.entities.iter().map(Size::size);
        let attributions = self.attributions.len() * (size_of::<Attribution>() + 2 * PIECE);
        let lists = self.sentences.len() * size_of::<Sentence>()
            + self.times.len() * size_of::<Time>()
            + self.quantities.len() * (size_of::<Quantity>() + PIECE);
        let claims = self.claims.iter().map(Size::size);
        size_of::<Annotated>() + lists + attributions + entities.sum::<usize>() + claims.sum::<usize>()
    }
}

impl Size for Entity {
    fn size(&self) -> usize {
        let words = 2 * PIECE + self.name.len() + self.aliases.iter().map(|alias| PIECE + alias.len()).sum::<usize>();
        size_of::<Entity>() + size_of::<crate::annotate::Called>() + words + size_of_val(&*self.mentions)
    }
}

impl Size for Claim {
    fn size(&self) -> usize {
        let argument = |argument: &Argument| {
            let words = argument.role.len() + argument.text.len() + argument.normal.as_ref().map_or(0, String::len);
            size_of::<Argument>() + size_of_val::<crate::annotate::Words>(&argument.words) + 4 * PIECE + words
        };
        let link = |link: &ChainLink| size_of::<ChainLink>() + PIECE + link.name.len();
        let words = (self.also.len() + self.flags.len()) * (size_of::<String>() + PIECE);
        size_of::<Claim>()
            + PIECE
            + words
            + self.arguments.iter().map(argument).sum::<usize>()
            + self.chain.iter().map(link).sum::<usize>()
    }
}
