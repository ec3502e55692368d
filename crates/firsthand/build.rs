//! What is made before the library is compiled: the folder of the model of attribution that is built in (named by FIRSTHAND_MODEL,
//! or `models/attribution`), and a table of the word list of WordNet, ready when the program starts.

use std::collections::BTreeMap;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let home = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    model(&home);
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    lexicon(Path::new(&home), Path::new(&out))
}

fn model(home: &str) {
    println!("cargo::rerun-if-env-changed=FIRSTHAND_MODEL");
    let folder = std::env::var("FIRSTHAND_MODEL").unwrap_or_else(|_| format!("{home}/../../models/attribution"));
    let folder = std::path::absolute(&folder).map(|path| path.display().to_string()).unwrap_or(folder);
    for file in ["model.json", "vocab.txt", "embeddings.safetensors", "layers.safetensors", "events.safetensors"] {
        println!("cargo::rerun-if-changed={folder}/{file}");
    }
    println!("cargo::rustc-env=FIRSTHAND_MODEL_FOLDER={folder}");
}

/// A word of the list: its classes, what it stands for as a noun (1 nobody, 2 people, 4 a site), and its base forms where it is an irregular form of a noun, a verb, an adjective.
#[derive(Default)]
struct Entry {
    classes: u8,
    stands_for: u8,
    bases: [Option<String>; 3],
}

/// Writes `lexicon.bin`, which `annotate::grammar::lexicon` reads: a table of hashes, and behind it the entries, each as length of the
/// word, classes, which of three base forms follow (and above them what it stands for), the word, and each base form after its length.
fn lexicon(home: &Path, out: &Path) -> std::io::Result<()> {
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    let file = |name: &str| {
        let path = home.join("data/grammar").join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        std::fs::read_to_string(path)
    };
    let rows = |text: &str| -> Vec<Vec<String>> {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
    };
    for row in rows(&file("lexicon.tsv")?) {
        if let [word, bits] = row.as_slice()
            && let Ok(bits) = u16::from_str_radix(bits, 16)
        {
            let entry = entries.entry(word.clone()).or_default();
            [entry.classes, entry.stands_for] = bits.to_le_bytes();
        }
    }
    for row in rows(&file("irregular.tsv")?) {
        if let [form, class, base] = row.as_slice()
            && let Some(place) = ["n", "v", "a"].iter().position(|known| known == class)
        {
            entries.entry(form.clone()).or_default().bases[place] = Some(base.clone());
        }
    }
    let mut table = Vec::new();
    let mut bytes: Vec<u8> = Vec::new();
    for (word, entry) in &entries {
        table.push((fnv(word.as_bytes()), bytes.len()));
        let given =
            entry.bases.iter().enumerate().filter(|(_, base)| base.is_some()).map(|(at, _)| 1u8 << at).sum::<u8>();
        bytes.extend([word.len() as u8, entry.classes, given | entry.stands_for << 3]);
        bytes.extend(word.as_bytes());
        for base in entry.bases.iter().flatten() {
            bytes.push(base.len() as u8);
            bytes.extend(base.as_bytes());
        }
    }
    let mut whole = open_table(&table);
    whole.extend(bytes);
    std::fs::write(out.join("lexicon.bin"), whole)
}

/// An open table of hashes and places, as `annotate::table` reads it: the number of slots, and for each the place and one, or 0.
fn open_table(entries: &[(u64, usize)]) -> Vec<u8> {
    let slots = (entries.len() * 2).next_power_of_two();
    let mut table = vec![0u32; slots];
    for (hash, place) in entries {
        let mut slot = *hash as usize & (slots - 1);
        while table[slot] != 0 {
            slot = (slot + 1) & (slots - 1);
        }
        table[slot] = *place as u32 + 1;
    }
    std::iter::once(slots as u32).chain(table).flat_map(u32::to_le_bytes).collect()
}

/// FNV-1a with all digits read as "0": the hash of `annotate::table`.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        let byte = if byte.is_ascii_digit() { b'0' } else { *byte };
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
    })
}
