//! The `firsthand` command: a thin arrangement of the libraries.
fn main() {}
