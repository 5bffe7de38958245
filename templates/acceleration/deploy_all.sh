#!/usr/bin/env bash
#
# Deploys everything: a client near EXPOSE_REGION reaches the service in RESOURCE_REGION over AWS's
# backbone. Run it again at any time: what is there is kept, what is missing is made.
#
# usage: ./deploy_all.sh [--no-verify]
#   --no-verify   do not end with a TLS handshake through the load balancer (needs curl, and this
#                 machine to be one of the clients that EXPOSE_CLIENT_CIDRS lets in)
#
# ACCELGEN_POLL_SECONDS (5) is how often it looks while it waits, ACCELGEN_TIMEOUT_SECONDS (900) how
# long it waits at most for one thing.

#% param RESOURCE_REGION Region
#% param RESOURCE_PROFILE ProfileName?
#% param EXPOSE_REGION Region
#% param EXPOSE_PROFILE ProfileName?

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh" || exit

readonly RESOURCE_REGION={{RESOURCE_REGION}}
readonly RESOURCE_PROFILE={{RESOURCE_PROFILE}}
readonly EXPOSE_REGION={{EXPOSE_REGION}}
readonly EXPOSE_PROFILE={{EXPOSE_PROFILE}}

main() {
  local verify=true
  while (($# > 0)); do
    case $1 in
      --no-verify) verify=false ;;
      -h | --help) print_header "${BASH_SOURCE[0]}" && exit ;;
      *) fail "deploy_all.sh has no option $1" "deploy_all.sh --help lists them" ;;
    esac
    shift
  done
  trap 'stopped; exit 130' INT
  trap 'stopped; exit 143' TERM

  check_tools "$verify"
  bind_accounts
  run_step 1.resource_vpc_deploy.sh
  run_step 2.resource_endpoint_deploy.sh
  run_step 3.expose_vpc_deploy.sh
  run_step 4.vpc_peering.sh
  run_step 5.update_route_table.sh
  run_step 6.expose_nlb_deploy.sh
  await_all
  if [[ $verify == true ]]; then handshake; fi

  say "===== Deployment completed successfully ====="
  say "NLB URL: https://$(recall EXPOSE_NLB_DNS_NAME)"
}

# What would otherwise fail halfway.
# usage: check_tools VERIFY
check_tools() {
  local message
  type -P aws >/dev/null || fail "the AWS CLI is not installed" \
    "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
  message=$(command aws elbv2 modify-listener-attributes --generate-cli-skeleton 2>&1) ||
    fail "this AWS CLI does not work, or is older than 2025: $(command aws --version 2>&1)" "$message"
  if [[ $1 == true ]] && ! command -v curl >/dev/null; then
    fail "curl is not installed, the last check needs it" "install it, or run with --no-verify"
  fi
}

# Each side stays in the account that the deployment began in.
bind_accounts() {
  use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
  bind_account RESOURCE_ACCOUNT_ID
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  bind_account EXPOSE_ACCOUNT_ID
}

run_step() {
  say "==> $1 ($SECONDS s)"
  "$BASH" "$HERE/$1" || fail "$1 did not finish" \
    "when the cause is gone, run ./deploy_all.sh again: it goes on from here" \
    "or run ./cleanup.sh to take everything away"
}

# What was started is waited for last and together.
await_all() {
  local endpoint load_balancer target_group answer addresses
  say "==> waiting until everything is ready ($SECONDS s)"
  endpoint=$(needed RESOURCE_VPC_ENDPOINT_ID)
  load_balancer=$(needed EXPOSE_NLB_ARN)
  target_group=$(needed EXPOSE_TARGET_GROUP_ARN)

  use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
  await endpoint available aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$endpoint" \
    --query 'VpcEndpoints[].State'
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  await "load balancer" active aws elbv2 describe-load-balancers \
    --load-balancer-arns "$load_balancer" --query 'LoadBalancers[].State.Code'
  await targets 'healthy healthy' aws elbv2 describe-target-health \
    --target-group-arn "$target_group" --query 'TargetHealthDescriptions[].TargetHealth.State'

  answer=$(aws elbv2 describe-load-balancers --load-balancer-arns "$load_balancer" --query \
    "LoadBalancers[].[DNSName, join(' ', AvailabilityZones[].LoadBalancerAddresses[].IpAddress)]")
  remember EXPOSE_NLB_DNS_NAME "${answer%%$'\t'*}"
  addresses=${answer#*$'\t'}
  if [[ -n $addresses ]]; then say "  addresses: $addresses"; fi
}

# Healthy targets prove that the way is open; only a handshake proves that the service answers on it,
# under its own name, with a certificate that this machine trusts.
handshake() {
  local host nlb message started=$SECONDS
  host=$(recall RESOURCE_SERVICE_HOSTNAME)
  nlb=$(recall EXPOSE_NLB_DNS_NAME)
  if [[ -z $host ]]; then
    say "  no handshake: the service has no one hostname that could be asked for"
    return
  fi
  say "==> a TLS handshake for $host through the load balancer ($SECONDS s)"
  until message=$(curl --disable --silent --show-error --output /dev/null --max-time 10 \
    --connect-to "$host:443:$nlb:443" "https://$host/" 2>&1); do
    # A certificate that is not the service's does not become it (curl's codes 51 and 60).
    if [[ $message =~ \((51|60)\) ]] || ((SECONDS - started >= TIMEOUT_SECONDS)); then
      fail "no TLS handshake for $host through $nlb: $message" \
        "is this machine's address in EXPOSE_CLIENT_CIDRS? If it is no client, run with --no-verify"
    fi
    sleep "$POLL_SECONDS"
  done
}

stopped() {
  complain "stopped: run ./deploy_all.sh again to go on, or ./cleanup.sh to take everything away"
}

main "$@"
