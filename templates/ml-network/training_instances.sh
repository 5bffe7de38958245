#!/usr/bin/env bash
#
# The instances that train, by the tag that they are launched with: whatever TRAINING_TYPE says now. It is included,
# never run.

# Those that are there: "ID STATE ADDRESS LAUNCHED", a line each. Those terminated do not count.
instances() {
  aws ec2 describe-instances --filters "Name=tag:$DEPLOYMENT_TAG,Values=NETWORK_TRAINING_INSTANCE_ID" \
    Name=instance-state-name,Values=pending,running,shutting-down,stopping,stopped \
    --query 'Reservations[].Instances[].[InstanceId,State.Name,PrivateIpAddress,LaunchTime]'
}

# The same for whoever takes none for gone: what a run that was killed has asked for a moment ago, AWS may not show yet.
settled_instances() {
  local lines asked started=$SECONDS
  not_in_check_mode
  asked=$(recall NETWORK_TRAINING_INSTANCE_ID_ASKED)
  lines=$(instances)
  while [[ -z $lines ]] && ((SECONDS - started < ASKED_SECONDS)) && is_recent "$asked"; do
    pause
    lines=$(instances)
  done
  printf '%s' "$lines"
}
