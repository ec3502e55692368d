"""Packs what a machine without network needs into one small folder: the base encoder in f16, the vocabulary, the corpora gzipped.

    python3 prepare.py --base model.safetensors --vocabulary vocab.txt --data polnear=train.jsonl dev=dev.jsonl --out PACK
"""
import argparse
import gzip
import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

KEPT = ("id", "text", "attributions")
FIELDS = ("source", "cue", "content", "kind", "quote", "cue_class", "order", "source_type")


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--base", required=True)
    p.add_argument("--vocabulary", required=True)
    p.add_argument("--data", required=True, nargs="+", metavar="NAME=PATH")
    p.add_argument("--out", required=True)
    args = p.parse_args()
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    tensors = load_file(args.base)
    # The pooler is not used, and 16 bits are nearer to the base than one step of training.
    kept = {n: t.to(torch.float16) for n, t in tensors.items() if "pooler" not in n and t.is_floating_point()}
    save_file(kept, out / "base.safetensors")
    shutil.copyfile(args.vocabulary, out / "vocab.txt")
    for spec in args.data:
        name, path = spec.split("=", 1)
        with gzip.open(out / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            for line in open(path, encoding="utf-8"):
                record = {key: value for key, value in json.loads(line).items() if key in KEPT}
                record["attributions"] = [{k: a[k] for k in FIELDS if k in a} for a in record["attributions"]]
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
    for file in sorted(out.iterdir()):
        print(f"{file.stat().st_size / 2**20:6.1f} MiB {file.name}")


if __name__ == "__main__":
    main()
