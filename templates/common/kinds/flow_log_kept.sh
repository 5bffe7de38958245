#!/usr/bin/env bash
#
# How a flow log is kept as it shall be, although nothing of it can be changed: another one takes its place.

# Makes sure that there is one flow log, as the call asks: a new one comes before those of before go, where AWS takes
# both.
# usage: flow_log::keep KEY NAME aws ec2 create-flow-logs OPTION...
flow_log::keep() {
  local key=$1 known id other others settings wanted delivery
  known=$(recall "$key")
  wanted=$(flow_log::settings "${@:3}")
  if [[ -n $CHECK ]]; then
    ensure "$@"
    if is_out_of_sight flow_log "$known"; then return; fi
    settings=$(flow_log::seen settings "$known")
    find_whether "settings of $(name_of "$known")" "$settings" "$wanted" "$known"
    delivery=$(flow_log::seen delivery "$known")
    if [[ $delivery == FAILED* ]]; then find_difference "delivery of $(name_of "$known")" "${delivery#* }" "$known"; fi
    return
  fi
  if [[ -z $PLAN && -n $known ]] && flow_log::is_other "$known" "$wanted"; then
    # Should the run end before it is gone, the next one looks for it.
    remember "$key" "" "${key%_ID}_BEFORE" "$known"
  fi
  ensure "$@"
  id=$(recall "$key")
  if [[ -n $PLAN || $known == "$id" && -z $(recall "${key%_ID}_BEFORE") ]]; then return; fi
  others=$(flow_log::all) || exit
  for other in $others; do
    if [[ $other != "$id" ]]; then flow_log::discard "$key" "$other"; fi
  done
  remember "${key%_ID}_BEFORE" ""
}

# Whether one is there, and has other settings.
# usage: flow_log::is_other ID SETTINGS
flow_log::is_other() {
  local settings
  see_state flow_log "$1"
  if [[ -z $NOTED ]]; then return 1; fi
  settings=$(flow_log::seen settings "$1") || exit
  [[ $settings != "$2" ]]
}

# usage: flow_log::discard KEY ID
flow_log::discard() {
  flow_log::delete "$2" || return
  note_state "$2" deleted
  report deleted "$1" "$2"
}
