#!/usr/bin/env bash
# Has the scripts of a folder read one `env` after the other, as each of them begins, and says what came of it. All in
# one process: thousands of whole scripts would take minutes.
#
# usage: read_env.sh FOLDER <CASES   (KEY and the text of `env`, each with a NUL after it)
# It prints, for each: 0 and the value of the key, or 1 and what the refusal says, each with a NUL after it.
here=$1
# shellcheck source=/dev/null
source "$here/lib.sh"
set +e
trap - ERR

while IFS= read -r -d '' key && IFS= read -r -d '' text; do
  printf '%s' "$text" >"$STATE_FILE"
  if said=$(check_env 2>&1 </dev/null); then
    printf '0\0%s\0' "$(recall "$key")"
  else
    printf '1\0%s\0' "$said"
  fi
done
rm -f "$STATE_FILE"
