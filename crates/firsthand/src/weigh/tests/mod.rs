//! The counting rules as a specification: one file a group of rules, each test the smallest case.

mod across;
mod beside;
mod case;
mod identity;
mod judged;
mod likeness;
mod one_report;
mod retold;
