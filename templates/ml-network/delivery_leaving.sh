#!/usr/bin/env bash
#
# The CDN goes when it is no longer asked for: each before what it stands on. It is included, after leaving.sh, never run.

readonly DELIVERY_KEYS="EDGE_DISTRIBUTION_ID EDGE_MODELS_CACHE_POLICY_ID EDGE_EMBEDDINGS_CACHE_POLICY_ID EDGE_RESULTS_CACHE_POLICY_ID EDGE_VPC_ORIGIN_ID"

# Also told by status.sh, which takes nothing away.
take_delivery_away() {
  local side=$SIDE key keys
  # Of who never had a CDN, `env` knows no account for it.
  if [[ -n $PLAN || -z $(recall EDGE_ACCOUNT_ID) ]]; then return; fi
  use_side EDGE
  take_its_alarms_away
  keys=$(keys_like 'EDGE_OLD_VPC_ORIGIN_*_ID')
  for key in $DELIVERY_KEYS $keys; do
    case $key in
      *_DISTRIBUTION_ID) take_away "$key" distribution::delete ;;
      *_POLICY_ID) take_away "$key" cache_policy::delete ;;
      *) take_away "$key" vpc_origin::delete ;;
    esac
  done
  for key in EDGE_DISTRIBUTION_DNS_NAME EDGE_VIEWER_HOSTNAME EDGE_VIEWER_CERTIFICATE EDGE_WEB_ACL; do
    if [[ -n $(recall "$key") ]]; then remember "$key" ""; fi
  done
  use_side "$side"
}

# In another region than the network, its topic is there for nothing else. The network's own alarms come again.
take_its_alarms_away() {
  local topic
  topic=$(recall EDGE_ALARM_TOPIC_ARN)
  if [[ -z $topic ]]; then return; fi
  if [[ -n $CHECK ]]; then
    find_difference EDGE_ALARM_TOPIC_ARN "no longer wanted" "$topic"
  else
    take_alarms_away
  fi
}

take_alarms_away() {
  not_in_check_mode
  "$BASH" "$HERE/cleanup.sh" --yes --alarms
}
