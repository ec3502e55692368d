#!/usr/bin/env bash
# One line a gold set: counts exact and, with --claims, F1 of claims. Held-out sets give totals only, as everywhere.
#   evaluation/totals.sh BIN [--claims | --gold-claims | --gold-events]
set -euo pipefail
bin=$(realpath "${1:?a built firsthand-eval}"); shift
cd "$(dirname "$0")/.."
open="examples/gold examples/gold-lukoro examples/gold-dahrut evaluation/gold/tune evaluation/gold/tune2 evaluation/gold/tune3 evaluation/gold/santalmera
  evaluation/gold/brevka evaluation/gold/meloria evaluation/gold/ustrana"
newer="evaluation/gold/oskelva evaluation/gold/hundira evaluation/gold/merrowdin"
held="evaluation/gold/fresh evaluation/gold/sealed/makarou evaluation/gold/sealed/kharzamin"
last="evaluation/gold/sealed/pelasque"
if [ "${1:-}" = --claims ]; then
  for set in $open $newer $held $last; do
    printf '%s ' "${set##*/}"
    "$bin" claims --totals "$set.json" | awk '/^claims/ {for (i = 1; i < NF; i++) if ($i == "F1") print $(i + 1)}'
  done | awk '{print; sum += $2; n++} END {printf "mean of %d %.4f\n", n, sum / n}'
  exit
fi
group() {
  local name=$1 exact=0 all=0 line=""
  shift
  for set in $2; do
    read -r x n < <("$bin" origins --totals "$set.json" $1 | sed -nE 's|.*counts exact ([0-9]+)/([0-9]+).*|\1 \2|p')
    line+=" ${set##*/} $x/$n"
    exact=$((exact + x)) all=$((all + n))
  done
  echo "$name: $exact of $all;$line"
}
group "older open" "${1:-}" "$open"
group "newer open" "${1:-}" "$newer"
group "held out" "${1:-}" "$held"
group "held out, later" "${1:-}" "$last"
