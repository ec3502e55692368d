//! `firsthand-eval`: every accuracy and speed figure comes from here.
fn main() {}
