"""Writes a trained reader in the form that crates/firsthand-encoder reads.

    python3 export.py --reader RUN/reader.pt --vocabulary vocab.txt --out models/attribution --name NAME
A folder: `model.json` (sizes, decoding, checksums), `vocab.txt`, `embeddings.safetensors`, `layers.safetensors` and, with `--events OUT/events.pt`
(training/events), `events.safetensors`, with `--names OUT/names.pt` (training/names-head) `names.safetensors`, each under 16 MiB and all of it under 25 MB.
Linear layers and word embeddings are signed bytes with one scale per row, symmetric; everything else is f32. `--float` keeps all of it f32.
With `--reader none --base model.safetensors` the base model is written with untrained heads: for measuring speed, not for reading.
"""
import argparse
import hashlib
import json
import shutil
import sys
from importlib import util
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from model import Reader, Shape
from predict import load_reader

LIMIT = 16 * 2**20
WHOLE = 25_000_000


def bytes_of(weight):
    """Signed bytes [-127, 127] and the scale of each row: weight = bytes * scale."""
    scale = weight.abs().amax(1).clamp(min=1e-12) / 127
    return torch.round(weight / scale[:, None]).clamp(-127, 127).to(torch.int8), scale


def tensors(model, floats):
    """The tensors of both files."""
    def matrix(name, weight):
        if floats:
            return {f"{name}.weight": weight}
        quantised, scale = bytes_of(weight)
        return {f"{name}.weight": quantised, f"{name}.scale": scale}

    def norm(name, module):
        return {f"{name}.weight": module.weight, f"{name}.bias": module.bias}

    # No window reaches the places behind it.
    places = model.places.weight[: model.shape.window]
    embeddings = matrix("words", model.words.weight) | {"places.weight": places} | norm("norm", model.norm)
    layers = {"mark": model.mark}
    for i, layer in enumerate(model.layers):
        for part in ("qkv", "out", "up", "down"):
            linear = getattr(layer, part)
            layers |= matrix(f"{i}.{part}", linear.weight) | {f"{i}.{part}.bias": linear.bias}
        layers |= norm(f"{i}.norm1", layer.norm1) | norm(f"{i}.norm2", layer.norm2)
    for name in ("cue", "role"):
        head, chain = getattr(model, name), getattr(model, name + "_chain")
        layers |= {f"{name}.weight": head.weight, f"{name}.bias": head.bias}
        layers |= dict(zip((f"{name}.start", f"{name}.transitions", f"{name}.end"), chain.tables()))
    return embeddings, layers


def linear_tensors(weights, floats):
    """The tensors of linear layers, given by name as weight and bias."""
    made = {}
    for name, (weight, bias) in weights.items():
        if floats:
            made[f"{name}.weight"] = weight
        else:
            made[f"{name}.weight"], made[f"{name}.scale"] = bytes_of(weight)
        made[f"{name}.bias"] = bias
    return made


def event_tensors(head, floats):
    """The tensors of the head over events, and what `model.json` says of it. Types are filled up to a multiple of 16, the widest vector of a processor."""
    room = -len(head.types) % 16
    weights = {f"{i}.{part}": getattr(layer, part) for i, layer in enumerate(head.layers) for part in ("qkv", "out", "up", "down")}
    weights = {name: (linear.weight, linear.bias) for name, linear in weights.items()}
    weights["out"] = F.pad(head.out.weight, (0, 0, 0, room)), F.pad(head.out.bias, (0, room), value=-30.0)
    made = linear_tensors(weights, floats)
    for i, layer in enumerate(head.layers):
        for name, module in ((f"{i}.norm1", layer.norm1), (f"{i}.norm2", layer.norm2)):
            made |= {f"{name}.weight": module.weight, f"{name}.bias": module.bias}
    return made, {"types": head.types + [""] * room, "inner": head.settings["inner"], "layers": len(head.layers)}


def name_tensors(weights, settings, floats):
    """The tensors of the head over names, and what `model.json` says of it; `weights` as `names-head/network.folded` gives them."""
    return linear_tensors(weights, floats), {part: settings[part] for part in ("narrow", "inner", "reach")}


def write(model, vocabulary, out, name, bias, gap, floats=False, events=None, names=None):
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    embeddings, layers = tensors(model, floats)
    parts = {"embeddings.safetensors": embeddings, "layers.safetensors": layers}
    more = {}
    if events:
        parts["events.safetensors"], more["events"] = event_tensors(events, floats)
    if names:
        parts["names.safetensors"], more["names"] = name_tensors(*names, floats)
    for file, content in parts.items():
        save_file({k: t.detach().cpu().contiguous() for k, t in content.items()}, out / file)
    if Path(vocabulary).resolve() != (out / "vocab.txt").resolve():
        shutil.copyfile(vocabulary, out / "vocab.txt")
    files = []
    for file in ["vocab.txt", *parts]:
        content = (out / file).read_bytes()
        if len(content) > LIMIT and not floats:
            raise SystemExit(f"{file} is over 16 MiB")
        files.append({"file": file, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()})
    total = sum(file["bytes"] for file in files)
    if total > WHOLE and not floats:
        raise SystemExit(f"{total / 1e6:.1f} MB; at most {WHOLE / 1e6:.0f}")
    shape = model.shape.as_dict() | {"positions": min(model.shape.positions, model.shape.window)}
    description = {"format": 1, "name": name, "shape": shape, "bias": bias, "gap": gap, **more, "files": files}
    (out / "model.json").write_text(json.dumps(description, indent=1) + "\n")
    return total


def as_exported(model):
    """Rounds the model's weights to what is written, so that it can be scored as it ships."""
    with torch.no_grad():
        for module in [model.words] + [getattr(layer, part) for layer in model.layers for part in ("qkv", "out", "up", "down")]:
            quantised, scale = bytes_of(module.weight)
            module.weight.copy_(quantised.float() * scale[:, None])
    return model


def names_network():
    """The module of the head over names, whose file has the same name as that of the events."""
    folder = Path(__file__).resolve().parent.parent / "names-head"
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    if "names_network" not in sys.modules:
        found = util.spec_from_file_location("names_network", folder / "network.py")
        sys.modules["names_network"] = util.module_from_spec(found)
        found.loader.exec_module(sys.modules["names_network"])
    return sys.modules["names_network"]


def names_of(path):
    """The head over names as it ships."""
    head = names_network().load_names(path)
    return names_network().folded(head), head.settings


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--reader", required=True)
    p.add_argument("--base")
    p.add_argument("--vocabulary", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--name", required=True, help="as it stands in the record, for example attribution-1-polnear")
    p.add_argument("--bias", type=float, default=0.0)
    p.add_argument("--gap", type=int, default=2)
    p.add_argument("--upper", type=int, default=2, help="with --reader none")
    p.add_argument("--events", help="the head over events that is written beside")
    p.add_argument("--names", help="the head over names that is written beside")
    p.add_argument("--float", action="store_true", dest="floats")
    args = p.parse_args()
    if args.reader == "none":
        torch.manual_seed(7)
        model = Reader(Shape(upper=args.upper))
        model.load_base(load_file(args.base))
    else:
        model = load_reader(args.reader)
    events = None
    if args.events:
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "events"))
        from network import load_head

        events = load_head(args.events)
    total = write(model, args.vocabulary, args.out, args.name, args.bias, args.gap, args.floats, events, names_of(args.names) if args.names else None)
    print(f"{total / 1e6:.1f} MB in {args.out}")


if __name__ == "__main__":
    main()
