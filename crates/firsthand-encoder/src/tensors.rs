//! Named arrays of a safetensors file: a length, a JSON directory, the bytes.
//!
//! Only what the export writes is read (f32 and signed bytes, little-endian). The format: <https://github.com/huggingface/safetensors>.

use crate::EncoderError;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: [usize; 2],
}

/// The arrays of one file.
pub(crate) struct Tensors<'b> {
    file: &'b str,
    entries: BTreeMap<String, Entry>,
    data: &'b [u8],
}

/// A matrix as it is stored.
pub(crate) enum Matrix {
    Floats(Vec<f32>),
    /// Signed bytes and the scale of each row.
    Bytes(Vec<i8>, Vec<f32>),
}

impl<'b> Tensors<'b> {
    pub(crate) fn new(file: &'b str, bytes: &'b [u8]) -> Result<Self, EncoderError> {
        let wrong = |reason: &str| EncoderError::form(file, reason);
        let (length, rest) = bytes.split_first_chunk::<8>().ok_or_else(|| wrong("too short"))?;
        let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| wrong("too long"))?;
        let (header, data) = rest.split_at_checked(length).ok_or_else(|| wrong("cut off"))?;
        let mut header: BTreeMap<String, serde_json::Value> =
            serde_json::from_slice(header).map_err(|cause| wrong(&cause.to_string()))?;
        header.remove("__metadata__");
        let entries = header
            .into_iter()
            .map(|(name, entry)| Ok((name, serde_json::from_value(entry).map_err(|cause| wrong(&cause.to_string()))?)))
            .collect::<Result<_, EncoderError>>()?;
        Ok(Tensors { file, entries, data })
    }

    fn bytes(&self, name: &str, dtype: &str, size: usize, shape: &[usize]) -> Result<&'b [u8], EncoderError> {
        let wrong = |reason: &str| EncoderError::form(self.file, format!("{name}: {reason}"));
        let entry = self.entries.get(name).ok_or_else(|| wrong("missing"))?;
        if entry.dtype != dtype || entry.shape != shape {
            return Err(wrong(&format!("{} {:?} where {dtype} {shape:?} was expected", entry.dtype, entry.shape)));
        }
        let [start, end] = entry.data_offsets;
        let wanted = shape.iter().try_fold(size, |n, side| n.checked_mul(*side));
        self.data.get(start..end).filter(|bytes| Some(bytes.len()) == wanted).ok_or_else(|| wrong("cut off"))
    }

    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, EncoderError> {
        let bytes = self.bytes(name, "F32", 4, shape)?;
        let values: Vec<f32> = bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect();
        match values.iter().all(|value| value.is_finite()) {
            true => Ok(values),
            false => Err(EncoderError::form(self.file, format!("{name}: not finite"))),
        }
    }

    /// `NAME.weight` with `rows` rows, in floats, or in bytes with `NAME.scale`.
    pub(crate) fn matrix(&self, name: &str, rows: usize, columns: usize) -> Result<Matrix, EncoderError> {
        let (weight, scale) = (format!("{name}.weight"), format!("{name}.scale"));
        if !self.entries.contains_key(&scale) {
            return Ok(Matrix::Floats(self.floats(&weight, &[rows, columns])?));
        }
        let bytes = self.bytes(&weight, "I8", 1, &[rows, columns])?;
        Ok(Matrix::Bytes(bytes.iter().map(|byte| byte.cast_signed()).collect(), self.floats(&scale, &[rows])?))
    }
}
