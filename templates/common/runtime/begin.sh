#!/usr/bin/env bash
#
# How each script finds lib.sh: beside itself, also when it is called through a link.

script=${BASH_SOURCE[0]}
while [[ -L $script ]]; do
  link=$(command readlink "$script")
  if [[ $link == /* ]]; then script=$link; else script=$(command dirname "$script")/$link; fi
done
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(command dirname "$script")/lib.sh" || exit
