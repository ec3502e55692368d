#!/usr/bin/env bash
# Trains one reader, scores its words on dev in Python, and exports it. The whole of what has to be run on a machine with an accelerator.
#     run.sh PACK OUT K MINUTES [OPTIONS OF train.py]
# PACK is made by prepare.py. CORPORA="polnear" or "gum ewt" (default all three) chooses what is trained on. Exits with 3 when MINUTES
# were not enough: run it again to go on. WORK keeps the checkpoints (not exported; default OUT/../work).
set -euo pipefail
pack=$(realpath "$1") out=$2 upper=$3 minutes=$4
shift 4
here=$(dirname "$(realpath "$0")")
work=${WORK:-$(dirname "$out")/work}/K$upper
mkdir -p "$out" "$work"
out=$(realpath "$out") work=$(realpath "$work")
corpora=()
for name in ${CORPORA:-polnear gum ewt}; do
    # PolNeAR has a dev split; of the others a tenth is kept out.
    case $name in polnear) corpora+=("$pack/$name.jsonl.gz") ;; *) corpora+=("$pack/$name.jsonl.gz%10") ;; esac
done
cd "$here"
python3 train.py --base "$pack/base.safetensors" --vocabulary "$pack/vocab.txt" --train "${corpora[@]}" --out "$work" \
    --upper "$upper" --minutes "$minutes" "$@" 2>&1 | tee -a "$out/K$upper.log"
for bias in -0.5 0 0.5 1; do
    python3 predict.py --reader "$work/reader.pt" --rounded --vocabulary "$pack/vocab.txt" --data "$pack/polnear-dev.jsonl.gz" \
        --bias "$bias" --out "$work/dev.$bias.jsonl"
done
tar -C "$work" -czf "$out/K$upper-dev.tar.gz" settings.json $(cd "$work" && ls dev.*.jsonl)
python3 export.py --reader "$work/reader.pt" --vocabulary "$pack/vocab.txt" --out "$out/K$upper" --name "attribution-K$upper"
