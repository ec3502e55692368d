//! Chooses the model of attribution that is built in: the folder named by FIRSTHAND_MODEL, or `models/attribution`.

fn main() {
    println!("cargo::rerun-if-env-changed=FIRSTHAND_MODEL");
    let home = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let folder = std::env::var("FIRSTHAND_MODEL").unwrap_or_else(|_| format!("{home}/../../models/attribution"));
    let folder = std::path::absolute(&folder).map(|path| path.display().to_string()).unwrap_or(folder);
    for file in ["model.json", "vocab.txt", "embeddings.safetensors", "layers.safetensors", "events.safetensors"] {
        println!("cargo::rerun-if-changed={folder}/{file}");
    }
    println!("cargo::rustc-env=FIRSTHAND_MODEL_FOLDER={folder}");
}
