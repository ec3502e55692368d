//! What the targets share: texts made of words of news, and what must hold of anything that a stage hands out.

pub mod check;
pub mod made;
