#!/usr/bin/env bash
#
# Writes the configuration of the device at the other end of the VPN, as AWS has it for its kind, to
# vpn_device_config.txt beside the scripts. It may hold the keys of the tunnels: only its owner can read it, nothing of
# it is shown, and git ignores it. It is a beginning: AWS's samples have the least that works, and are to be hardened.
# https://docs.aws.amazon.com/vpn/latest/s2svpn/SetUpVPNConnections.html
#
# usage: ./vpn_config.sh [DEVICE_TYPE]
#        ./vpn_config.sh --list
#   DEVICE_TYPE   the id of a kind of device, as --list names it; without one, AWS's generic configuration
#   --list        the kinds of devices that AWS has a configuration for
#
# Exit code: 0, 1 when something fails, 2 for wrong usage.

#% include runtime/begin.sh
#% include report.sh

readonly CONFIGURATION="$HERE/vpn_device_config.txt"

main() {
  local device="" list=false connection
  while (($# > 0)); do
    case $1 in
      --list) list=true ;;
      -h | --help) print_header "$HERE/vpn_config.sh" && exit ;;
      -*) wrong_usage "vpn_config.sh has no option $1" ;;
      *)
        [[ -z $device ]] || wrong_usage "one kind of device at a time: $device or $1?"
        [[ $1 =~ ^[0-9a-f]{8}$ ]] || wrong_usage "$1 is no kind of device: --list names them by ids such as 9005b6c1"
        device=$1
        ;;
    esac
    shift
  done
  if [[ $list == true && -n $device ]]; then wrong_usage "--list, or a kind of device: one of them"; fi
  RUN=$(mktemp -d)
  trap end_run EXIT
  use_side NETWORK
  if [[ $list == true ]]; then
    device_types | sort -t $'\t' -k 2 | awk -F '\t' '{ printf "%s  %s, %s, %s\n", $1, $2, $3, $4 }' | show_lines
    return
  fi
  connection=$(the_connection)
  if [[ -z $device ]]; then device=$(generic_device); fi
  write_configuration "$connection" "$device"
}

# What was begun and not finished goes, too.
end_run() {
  rm -f "$CONFIGURATION".new.??????
  unlock
}

# "ID VENDOR PLATFORM SOFTWARE", a line each, with tabs between.
device_types() {
  aws ec2 get-vpn-connection-device-types \
    --query 'VpnConnectionDeviceTypes[].[VpnConnectionDeviceTypeId,Vendor,Platform,Software]'
}

# The one of no vendor.
generic_device() {
  local types device
  types=$(device_types)
  device=$(awk -F '\t' '$2 == "Generic" { print $1 }' <<<"$types" | sed -n 1p)
  [[ $device =~ ^[0-9a-f]{8}$ ]] || fail "AWS has no generic configuration" "choose one of ./vpn_config.sh --list"
  printf '%s' "$device"
}

# The VPN connection, or what is missing.
the_connection() {
  local connection state
  #% if VPN_DEVICE_IP
  connection=$(recall NETWORK_VPN_CONNECTION_ID)
  [[ -n $connection ]] || fail "there is no VPN yet" "run ./deploy_all.sh"
  bind_account
  state=$(state_of vpn_connection "$connection")
  [[ $state == available ]] ||
    fail "the VPN connection $connection is ${state:-gone}" "run ./deploy_all.sh, which makes it and waits for it"
  printf '%s' "$connection"
  #% else
  fail "this network has no VPN" "set VPN_DEVICE_IP, generate the scripts again and run ./deploy_all.sh"
  #% end
}

# Not every kind of device has the recommended sample. The file is there whole, or as it was.
# usage: write_configuration CONNECTION DEVICE_TYPE
write_configuration() {
  local new sample
  # Nothing of it is traced, either.
  set +xv
  if [[ -d $CONFIGURATION ]]; then fail "$CONFIGURATION is a folder" "move it away, then run again"; fi
  umask 077
  new=$(mktemp "$CONFIGURATION.new.XXXXXX") || fail "cannot write in $HERE"
  for sample in recommended compatibility; do
    sample "$1" "$2" "$sample" >"$new"
    if [[ -s $new ]]; then break; fi
  done
  chmod 600 "$new"
  mv -f "$new" "$CONFIGURATION"
  say "written: $CONFIGURATION ($sample), readable by you alone"
  tell_keys "$1"
}

# usage: sample CONNECTION DEVICE_TYPE recommended|compatibility
sample() {
  local codes=""
  if [[ $3 == recommended ]]; then codes='UnsupportedOperation|InvalidParameterValue'; fi
  tolerate "$codes" aws ec2 get-vpn-connection-device-sample-configuration --vpn-connection-id "$1" \
    --vpn-connection-device-type-id "$2" --internet-key-exchange-version ikev2 --sample-type "$3" \
    --query VpnConnectionDeviceSampleConfiguration
}

# Where the keys are, should the file be without them.
# usage: tell_keys CONNECTION
tell_keys() {
  local secret
  secret=$(aws ec2 describe-vpn-connections --vpn-connection-ids "$1" --query 'VpnConnections[].[PreSharedKeyArn]')
  if [[ $secret != arn:* ]]; then return; fi
  say "should the keys be missing in it, whoever may read this secret finds them there:"
  say "  $(call_line secretsmanager get-secret-value --secret-id "$secret" --query SecretString --output text)"
}

main "$@"
