#!/usr/bin/env bash
#
# What training needs: what it is launched with, and a second Region for its data.
#
# For TRAINING_TYPE it makes a cluster placement group (its instances stand near each other, in one zone; none where
# capacity was reserved for them), a launch template with the network adapters that the type has (EFA), and the role by
# which Session Manager reaches the instances: no port is open for that. It launches nothing: ./train.sh up does, and AWS
# charges by the second from then on. For PEER_REGION it makes a VPC there, and peers it with this one.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html

#% param DEPLOYMENT_NAME DeploymentName

#% include runtime/begin.sh
#% include tiers.sh
#% include training.sh
#% include training_reserved.sh
#% include groups.sh
#% include peer.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side NETWORK
  #% if TRAINING_TYPE
  start make_launch
  start tell_instances
  #% end
  #% if PEER_REGION
  start make_peer
  #% end
  await_started
}

main "$@"
