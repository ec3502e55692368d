#!/usr/bin/env bash
# Runs every accuracy figure of EVALUATION.md. Argument: the folder with the public data (attribution/, reading/, linking/, entities/, places/, events/ below it)
# and, if given, a gold set of coded reports. Nothing of the data is copied. Held-out sets give totals only, so that nobody tunes on them.
set -euo pipefail
data=${1:?the folder with the data}
gold=${2:-}
cd "$(dirname "$0")/.."
cargo build --release --quiet -p firsthand-eval
run() { echo "\$ firsthand-eval $*"; ./target/release/firsthand-eval "$@"; echo; }
older=(examples/gold examples/gold-lukoro examples/gold-dahrut evaluation/gold/{tune,tune2,tune3,santalmera,brevka,meloria,ustrana})
newer=(evaluation/gold/{oskelva,hundira,merrowdin})
held=(evaluation/gold/fresh evaluation/gold/sealed/{makarou,kharzamin})
last=evaluation/gold/sealed/pelasque

# Reading
run reading --body "$data/reading/article-extraction-benchmark" --dates "$data/reading/dates"

# Names and places
for file in worldwide/dev.conll conll2003/dev.txt conll2003/test.txt wikigold/wikigold.conll.txt uner_ewt/en_ewt-ud-dev.iob2 uner_ewt/en_ewt-ud-test.iob2 \
  wnut17/emerging.dev.conll wnut17/emerging.test.annotated re3d/re3d.jsonl; do
  run names --mentions "$data/entities/$file"
done
for set in lgl:lgl TR-News:trnews GWN:gwn; do
  run names --mentions "$data/places/geoparsing/${set%:*}.xml" --places "$data/places/geoparsing/gold_${set#*:}.json"
done
run names "$data/entities/name_pairs/pairs.tsv"
run names "$data/entities/name_pairs/names_gold.tsv"

# Times and quantities
run times evaluation/times/phrases.tsv
run quantities evaluation/quantities/phrases.tsv

# Attribution
run attribution "$data/attribution/polnear/dev.jsonl"
run attribution "$data/attribution/polnear/dev.jsonl" --fast
run attribution "$data/attribution/polnear/dev.jsonl" --encoder models/attribution
run attribution "$data/attribution/gum/gum.jsonl" --fast
for reader in "" --fast; do
  run attribution "$data/attribution/cofenet/polnear_valid.txt" --protocol cofenet --texts "$data/attribution/polnear/dev.jsonl" $reader
done
for set in polnear-tune polnear-test passages-tune passages-tune2 passages-tune3 passages-test; do
  run chains "evaluation/chains/$set.json" --texts "$data/attribution/polnear/train.jsonl" "$data/attribution/polnear/dev.jsonl"
done
run kinds training/kinds/sources.tsv

# Claims
for set in "${older[@]}" "${newer[@]}"; do
  run claims "$set.json"
done
for set in "${held[@]}" "$last"; do
  run claims --totals "$set.json"
done
run --fast claims --totals evaluation/gold/fresh.json
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
python3 evaluation/real/make.py --data "$data" --out "$made"
for part in train dev test; do
  run claims --totals "$made/$part.json"
  run --fast claims --totals "$made/$part.json"
done
for file in rams/dev.jsonlines wikievents/dev.jsonl muc4/processed/train.jsonl hrdsattack/train.json; do
  run triggers "$data/events/$file"
done
run paraphrases evaluation/gold/paraphrases.tsv
run paraphrases evaluation/gold/paraphrases-violence.tsv
run --fast police "$data/events/india_police_events"
run plover "$data/events/plover/PLOVER_GSR_CAMEO.txt"
run plover "$data/events/plover/PLOVER_GSR_CAMEO.txt" --codebook codebooks/cameo.toml
run petrarch "$data/events/petrarch/PETR2_GSR_validation.xml"
run muc4 "$data/events/muc4/processed/dev.jsonl" --print "$data/entities/worldwide/train.conll" "$data/entities/conll2003/train.txt"

# Linking
run linking --derivations 1000
run linking --clough "$data/linking/clough-stevenson/Corpus" --helsinki "$data/linking/helsinki2018/data/helsinki_articles.csv"
run ecbplus "$data/linking/ecbplus" --split dev
run ecbplus "$data/linking/ecbplus" --split test

# Counts: also `evaluation/totals.sh BIN`
for set in "${older[@]}" "${newer[@]}"; do
  run origins "$set.json"
done
for set in "${held[@]}" "$last"; do
  run origins --totals "$set.json"
done
run layers "${older[@]/%/.json}" ${gold:+"$gold"}
run layers "${newer[@]/%/.json}"
run layers --totals "${held[@]/%/.json}"
[ -z "$gold" ] || { run claims "$gold"; run origins "$gold"; }
