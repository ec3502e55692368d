#!/usr/bin/env bash
# Runs every accuracy figure of EVALUATION.md. Argument: the folder with the public data (attribution/, reading/, linking/, entities/, events/ below it)
# and, if given, a gold set of coded reports. Nothing of the data is copied.
set -euo pipefail
data=${1:?the folder with the data}
gold=${2:-}
cd "$(dirname "$0")/.."
cargo build --release --quiet -p firsthand-eval
run() { echo "\$ firsthand-eval $*"; ./target/release/firsthand-eval "$@"; echo; }
run attribution "$data/attribution/polnear/dev.jsonl"
run attribution "$data/attribution/gum/gum.jsonl"
run attribution "$data/attribution/cofenet/polnear_valid.txt" --protocol cofenet --texts "$data/attribution/polnear/dev.jsonl"
for set in polnear-tune polnear-test passages-tune passages-tune2 passages-tune3 passages-test; do
  run chains "evaluation/chains/$set.json" --texts "$data/attribution/polnear/train.jsonl" "$data/attribution/polnear/dev.jsonl"
done
for set in evaluation/gold/tune.json evaluation/gold/tune2.json evaluation/gold/tune3.json evaluation/gold/santalmera.json examples/gold.json examples/gold-lukoro.json examples/gold-dahrut.json; do
  run claims "$set"
  run origins "$set"
done
run layers evaluation/gold/tune.json evaluation/gold/tune2.json examples/gold.json examples/gold-lukoro.json examples/gold-dahrut.json ${gold:+"$gold"}
# Held out: totals only, so that nobody tunes on them.
for set in evaluation/gold/fresh.json evaluation/gold/sealed/*.json; do
  run claims --totals "$set"
  run origins --totals "$set"
done
run layers --totals evaluation/gold/fresh.json evaluation/gold/sealed/*.json
# Real news, coded completely; its test part is held out.
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
python3 evaluation/real/make.py --data "$data" --out "$made"
for part in train dev test; do
  run claims --totals "$made/$part.json"
done
for file in rams/dev.jsonlines wikievents/dev.jsonl muc4/processed/train.jsonl hrdsattack/train.json; do
  run triggers "$data/events/$file"
done
run --fast police "$data/events/india_police_events"
run muc4 "$data/events/muc4/processed/dev.jsonl" --print "$data/entities/worldwide/train.conll" "$data/entities/conll2003/train.txt"
run plover "$data/events/plover/PLOVER_GSR_CAMEO.txt"
run plover "$data/events/plover/PLOVER_GSR_CAMEO.txt" --codebook codebooks/cameo.toml
run petrarch "$data/events/petrarch/PETR2_GSR_validation.xml"
run paraphrases evaluation/gold/paraphrases.tsv
run paraphrases evaluation/gold/paraphrases-violence.tsv
run quantities evaluation/quantities/phrases.tsv
run times evaluation/times/phrases.tsv
[ -z "$gold" ] || { run claims "$gold"; run origins "$gold"; }
for file in worldwide/dev.conll conll2003/dev.txt conll2003/test.txt wikigold/wikigold.conll.txt uner_ewt/en_ewt-ud-dev.iob2 uner_ewt/en_ewt-ud-test.iob2 \
  wnut17/emerging.dev.conll wnut17/emerging.test.annotated re3d/re3d.jsonl; do
  run names --mentions "$data/entities/$file"
done
for set in lgl:lgl TR-News:trnews GWN:gwn; do
  run names --mentions "$data/places/geoparsing/${set%:*}.xml" --places "$data/places/geoparsing/gold_${set#*:}.json"
done
run names "$data/entities/name_pairs/pairs.tsv"
run names "$data/entities/name_pairs/names_gold.tsv"
run linking --clough "$data/linking/clough-stevenson/Corpus" --helsinki "$data/linking/helsinki2018/data/helsinki_articles.csv"
run ecbplus "$data/linking/ecbplus" --split dev
run ecbplus "$data/linking/ecbplus" --split test
run reading --body "$data/reading/article-extraction-benchmark" --dates "$data/reading/dates"
