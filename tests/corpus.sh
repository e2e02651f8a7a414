#!/usr/bin/env bash
# Converts every folder of the development corpus and holds the result against its gold. Argument: the folder of commands.
set -euo pipefail
bin=$1
corpus=${DIPTYCH_SHARED:?}/corpus
[[ -d $corpus ]] || {
    echo "No corpus at $corpus: set DIPTYCH_SHARED to the folder that holds it." >&2
    exit 1
}
for folder in "$corpus"/*/; do
    name=$(basename "$folder")
    compgen -G "$folder*.gold.json" >/dev/null || continue
    echo "== $name"
    "$bin/diptych" convert "$folder" --out "build/corpus/$name" || true
    "$bin/python" "$corpus/score.py" "$folder" "build/corpus/$name"
done
