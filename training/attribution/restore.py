"""The shipped weights as the checkpoints that training reads, so that a head can be trained again without training the reader again.

    python3 restore.py --model ../../models/attribution --out FOLDER
In: a folder that `export.py` wrote. Out: FOLDER/reader.pt and, where the folder has a head over events, FOLDER/events.pt, in floats that are the
shipped bytes times their scales (exporting them again gives the same bytes), and FOLDER/vocab.txt. What rounding took away is not given back. Not here: training.
"""
import argparse
import json
import shutil
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file

from model import Reader, Shape

PARTS = ("qkv", "out", "up", "down")


def matrix(tensors, name):
    weight = tensors[f"{name}.weight"]
    return weight.float() * tensors[f"{name}.scale"][:, None] if weight.dtype == torch.int8 else weight


def layer(made, tensors, i):
    """The tensors of layer `i` under the names of `model.Layer`."""
    for part in PARTS:
        made[f"layers.{i}.{part}.weight"] = matrix(tensors, f"{i}.{part}")
        made[f"layers.{i}.{part}.bias"] = tensors[f"{i}.{part}.bias"]
    for norm in ("norm1", "norm2"):
        for end in ("weight", "bias"):
            made[f"layers.{i}.{norm}.{end}"] = tensors[f"{i}.{norm}.{end}"]


def reader_of(folder, description):
    embeddings, layers = load_file(folder / "embeddings.safetensors"), load_file(folder / "layers.safetensors")
    made = {"words.weight": matrix(embeddings, "words"), "mark": layers["mark"]}
    made |= {name: embeddings[name] for name in ("places.weight", "norm.weight", "norm.bias")}
    model = Reader(Shape(**description["shape"]), crf=True)
    for i in range(model.shape.layers):
        layer(made, layers, i)
    for name in ("cue", "role"):
        made[f"{name}.weight"], made[f"{name}.bias"] = layers[f"{name}.weight"], layers[f"{name}.bias"]
        chain = getattr(model, f"{name}_chain")
        # What cannot be is in the written tables; the walls of the network add it again.
        made[f"{name}_chain.start"] = layers[f"{name}.start"] - chain.gate
        made[f"{name}_chain.transitions"] = layers[f"{name}.transitions"] - chain.wall
        made[f"{name}_chain.end"] = layers[f"{name}.end"]
        made |= {f"{name}_chain.wall": chain.wall, f"{name}_chain.gate": chain.gate}
    model.load_state_dict(made)
    return {"shape": model.shape.as_dict(), "crf": True, "model": model.state_dict()}


def events_of(folder, description):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "events"))
    from network import Head

    tensors, events = load_file(folder / "events.safetensors"), description["events"]
    types = [name for name in events["types"] if name]
    made = {"out.weight": matrix(tensors, "out")[: len(types)], "out.bias": tensors["out.bias"][: len(types)]}
    for i in range(events["layers"]):
        layer(made, tensors, i)
    head = Head(types, inner=events["inner"], layers=events["layers"], hidden=description["shape"]["hidden"], heads=description["shape"]["heads"])
    head.load_state_dict(made)
    return {"types": types, "shape": head.settings, "model": head.state_dict()}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--model", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    description = json.loads((args.model / "model.json").read_text())
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(reader_of(args.model, description), args.out / "reader.pt")
    if "events" in description:
        torch.save(events_of(args.model, description), args.out / "events.pt")
    shutil.copyfile(args.model / "vocab.txt", args.out / "vocab.txt")


if __name__ == "__main__":
    main()
