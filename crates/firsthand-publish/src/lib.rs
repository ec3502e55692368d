//! The outputs of firsthand, all made from the record.
