#!/usr/bin/env bash
#
# Questions that are asked side by side, and whose answers are kept for what judges them. It is included, never run.

# Asks for something, and keeps the answer under a name. What is refused has been said by then, and is not known.
# usage: ask NAME COMMAND [ARGUMENT...]
ask() {
  # Apart: some commands end the shell that they run in.
  if ! ("${@:2}") >"$RUN/said.$1"; then rm -f "$RUN/said.$1"; fi
}

# usage: knows NAME
knows() { [[ -e $RUN/said.$1 ]]; }
