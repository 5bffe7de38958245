#!/usr/bin/env bash
#
# Logs as files: text, gzip or not, alone or in folders. It is included, never run.

# Files, and for each how it is read: gzip or plain.
FILES=()
KINDS=()

# What stands in folders is found, and what cannot be read is said before anything is read.
find_records() {
  local path
  for path in ${PATHS[@]+"${PATHS[@]}"}; do
    if [[ $path == - ]]; then
      FILES+=("$path")
      KINDS+=(plain)
    else
      [[ -e $path ]] || fail "$(shown "$path") is not there"
      find_in "$path"
    fi
  done
  if ((${#PATHS[@]} > 0 && ${#FILES[@]} == 0)); then fail "there is no file in $(shown "${PATHS[*]}")"; fi
}

# In the order of the names, which is that of time.
# usage: find_in PATH
find_in() {
  local inner magic=""
  if [[ -d $1 ]]; then
    for inner in "${1%/}"/*; do
      # A link to a folder may lead round in a circle.
      if [[ -e $inner && ! (-d $inner && -L $inner) ]]; then find_in "$inner"; fi
    done
    return
  fi
  [[ -f $1 && -r $1 ]] || fail "$(shown "$1") cannot be read"
  IFS= read -r -n 4 magic <"$1" 2>/dev/null || [[ -n $magic ]] || return 0
  case $magic in
    PAR1*)
      fail "$(shown "$1") is Parquet, which no awk reads" \
        "let Athena read it, or have it written as text (flow logs: FileFormat=plain-text)"
      ;;
    $'\x1f\x8b'*) KINDS+=(gzip) ;;
    *) KINDS+=(plain) ;;
  esac
  FILES+=("$1")
}

# All files, one after the other, each between two marks.
# usage: feed_files BEFORE AFTER
feed_files() {
  local i
  for ((i = 0; i < ${#FILES[@]}; i++)); do
    printf '%s' "$1"
    if [[ ${FILES[i]} == - ]]; then
      cat
    elif [[ ${KINDS[i]} == plain ]]; then
      cat <"${FILES[i]}"
    else
      gzip -dc <"${FILES[i]}" || {
        : >"$RUN/told"
        fail "$(shown "${FILES[i]}") is damaged"
      }
    fi
    printf '%s' "$2"
  done
}
