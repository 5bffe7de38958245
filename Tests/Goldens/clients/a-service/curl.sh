#!/usr/bin/env bash
#
# Sends one signed request to runtime.sagemaker.ap-southeast-3.amazonaws.com
# through the load balancer of service-peering. Only the connection goes another way: the name
# that is asked for, the certificate that is checked and the host that is signed are the service's
# own. Needs curl 7.75 or later.
#
# usage: ./curl.sh PATH [OPTION OF CURL...]      for example: ./curl.sh / --include
#
# Takes AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, with temporary credentials, AWS_SESSION_TOKEN
# from the environment.

set -Eeuo pipefail

readonly host=runtime.sagemaker.ap-southeast-3.amazonaws.com
readonly url=https://runtime.sagemaker.ap-southeast-3.amazonaws.com
readonly load_balancer=service-peering-nlb-1.elb.ap-southeast-1.amazonaws.com
readonly region=ap-southeast-3
readonly service=sagemaker
readonly path=${1:?the path, for example /}
readonly key=${AWS_ACCESS_KEY_ID:?is not set} secret=${AWS_SECRET_ACCESS_KEY:?is not set}

# On the command line, every user of this machine could read them.
credentials() {
  printf 'user = "%s:%s"\n' "$key" "$secret"
  if [[ -n ${AWS_SESSION_TOKEN:-} ]]; then
    printf 'header = "x-amz-security-token: %s"\n' "$AWS_SESSION_TOKEN"
  fi
}

shift
# --disable: what a .curlrc says shall not weaken the check of the certificate.
curl --disable --silent --show-error --connect-to "$host::$load_balancer:" \
  --aws-sigv4 "aws:amz:$region:$service" --config <(credentials) "$@" "$url/${path#/}"
