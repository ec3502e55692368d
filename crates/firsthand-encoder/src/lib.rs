//! A small text encoder on the CPU, and the relations that its heads find.
//!
//! For: reading who says what with a trained network, offline, on a laptop, without Python or a C++ library.
//! In: a text, and a folder made by `training/attribution/export.py`. Out: [`Relation`]s as byte ranges of the text, and what its words name.
//! Not here: anything about news. Resolving sources, chains and kinds is the work of the library that asks.
//!
//! The same text and weights give the same result to the bit for any number of threads: the products of signed bytes are
//! exact, and every sum of floats runs in an order that no other row and no thread changes. Processors with other vector
//! instructions may differ in the last digits, as sums of floats are grouped by their width.
//!
//! Time and memory grow with the text in a straight line; no text makes it panic.

mod chain;
mod encoder;
mod error;
mod events;
mod folder;
mod layer;
mod matrix;
mod names;
mod relations;
mod signs;
mod tensors;
mod windows;
mod wordpiece;

pub use encoder::{Encoder, Rows};
pub use error::EncoderError;
pub use events::Named;
pub use folder::{Description, EventShape, NameShape, Shape};
pub use names::{Kind, Names};
pub use relations::{Reader, Relation};
pub use windows::{Plan, plan};
pub use wordpiece::{Pieces, Vocabulary};
