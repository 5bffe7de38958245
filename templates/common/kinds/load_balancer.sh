#!/usr/bin/env bash
#
# Network Load Balancer, or Application Load Balancer (kinds/load_balancer_application.sh).
# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html

load_balancer::service() { printf elbv2; }
load_balancer::needs() { printf 'network_interface target_group elastic_ip'; }
load_balancer::is_id() { [[ $1 == arn:*:loadbalancer/* ]]; }
load_balancer::id() { printf 'LoadBalancers[0].LoadBalancerArn'; }
load_balancer::proves() { :; }
load_balancer::goes_first() { :; }

# What passes: an internet gateway that was attached a moment ago, Elastic IPs of one that was just deleted, a security
# group that is not known everywhere yet, which this service calls invalid.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html#API_CreateLoadBalancer_Errors
load_balancer::patience() { printf 'InvalidSubnet|ResourceInUse|InvalidSecurityGroup'; }

load_balancer::find() {
  tolerate LoadBalancerNotFound aws elbv2 describe-load-balancers --names "$(known_name)" \
    --query 'LoadBalancers[].LoadBalancerArn'
}

# Whether its addresses are Elastic IPs, and whether it faces the internet, is decided when it is made.
load_balancer::fixed() {
  aws elbv2 describe-load-balancers --load-balancer-arns "$1" --query \
    "LoadBalancers[].[[AvailabilityZones[].LoadBalancerAddresses[].AllocationId | [0] && '--subnet-mappings' || '--subnets','*'],['--scheme',Scheme]][]"
}

load_balancer::look() {
  aws elbv2 describe-load-balancers --load-balancer-arns "$1" --query \
    "LoadBalancers[].[[State.Code,VpcId],SecurityGroups,AvailabilityZones[].SubnetId,AvailabilityZones[].LoadBalancerAddresses[].[AllocationId,IpAddress][],[DNSName,join('',['scheme=',Scheme])]][][]"
}

# What the last look showed of a kind, sorted, with spaces between.
# usage: load_balancer::seen LOAD_BALANCER subnet|sg
load_balancer::seen() {
  local answer word
  answer=$(seen_answer load_balancer "$1") || exit
  for word in $answer; do
    if [[ $word == "$2"-* ]]; then printf '%s\n' "$word"; fi
  done | sort -u | tr '\n' ' '
}

# Makes sure that it has one security group and no other. The last look at it showed what it has.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
# usage: load_balancer::has_group LOAD_BALANCER GROUP
load_balancer::has_group() {
  local has
  if [[ -n $PLAN ]] || is_new "$1" || is_out_of_sight load_balancer "$1"; then return; fi
  has=$(load_balancer::seen "$1" sg)
  if [[ -n $CHECK ]]; then
    find_whether "groups of $(name_of "$1")" "$has" "$2 " "$1"
  elif [[ $has != "$2 " ]]; then
    # The group may have been made a moment ago, as load_balancer::patience has it.
    patiently InvalidSecurityGroup \
      aws elbv2 set-security-groups --load-balancer-arn "$1" --security-groups "$2" >/dev/null
    report changed "groups of $(name_of "$1")" "$2"
  fi
}

# Its DNS name and its addresses, from the last look: "NAME ADDRESS…".
# usage: load_balancer::names LOAD_BALANCER
load_balancer::names() {
  local word answer name="" addresses=""
  answer=$(<"$RUN/answer.${1##*/}")
  for word in $answer; do
    case $word in
      *.elb.*) name=$word ;;
      [0-9]*.*.*.*) addresses+=" $word" ;;
    esac
  done
  printf '%s%s' "$name" "$addresses"
}

# What is to be said of a state in which it works.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerState.html
# usage: load_balancer::warning STATE
load_balancer::warning() {
  if [[ $1 == active_impaired ]]; then
    printf 'the load balancer passes traffic on, but lacks what it needs to grow: has each of its subnets free addresses?'
  fi
}

# How CloudWatch knows it: by the end of its ARN, net/NAME/ID.
# usage: load_balancer::dimension LOAD_BALANCER
load_balancer::dimension() { printf 'LoadBalancer=%s' "${1#*:loadbalancer/}"; }

# The call that lifts its protection against deletion, or nothing when it has none.
# usage: load_balancer::protected LOAD_BALANCER
load_balancer::protected() {
  local switched_on
  switched_on=$(load_balancer::switched_on "$1") || return
  if [[ $switched_on == *deletion_protection.enabled* ]]; then
    call_line elbv2 modify-load-balancer-attributes --load-balancer-arn "$1" \
      --attributes Key=deletion_protection.enabled,Value=false
  fi
}

# The attributes that are switched on, as they were when that was asked first in this run.
# usage: load_balancer::switched_on LOAD_BALANCER
load_balancer::switched_on() {
  once "switched-on.${1##*/}" tolerate LoadBalancerNotFound \
    aws elbv2 describe-load-balancer-attributes --load-balancer-arn "$1" --query "Attributes[?Value=='true'].Key"
}

load_balancer::delete() {
  local status=0
  if has_function load_balancer::stop_logs; then load_balancer::stop_logs "$1" || return; fi
  tolerate LoadBalancerNotFound aws elbv2 delete-load-balancer --load-balancer-arn "$1" >/dev/null || status=$?
  if ((status > 0)) && has_function load_balancer::tell_blockers; then load_balancer::tell_blockers "$1"; fi
  return "$status"
}

# usage: load_balancer::refused_zones CODE MESSAGE
load_balancer::refused_zones() {
  local words='Availability Zones ([a-z0-9, -]+) cannot be associated with a load balancer'
  if [[ $2 =~ $words ]]; then printf '%s' "${BASH_REMATCH[1]//,/}"; fi
}

# usage: load_balancer::remedy CODE OPERATION MESSAGE
load_balancer::remedy() {
  case $1,$2 in
    OperationNotPermitted,delete-load-balancer)
      printf 'is it protected against deletion? Switch that off, then run the script again'
      ;;
    OperationNotPermitted,create-load-balancer)
      printf 'the account may not make load balancers yet: AWS Support enables that (it does for new accounts)'
      ;;
    InvalidConfigurationRequest,modify-load-balancer-attributes)
      printf '%s' "does its log's bucket (LOG_BUCKET) let it in? It must be of this Region, encrypt with S3's own keys, and" \
        " have a policy: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html"
      ;;
    NoSuchBucket,get-bucket-location) printf 'make the bucket of LOG_BUCKET in this Region, or set LOG_BUCKET=""' ;;
    ResourceInUse,delete-load-balancer) printf 'something else sends to it: let that go, then run the script again' ;;
    DuplicateLoadBalancerName,* | DuplicateTargetGroupName,* | DuplicateListener,*)
      printf "it is not this deployment's: choose another DEPLOYMENT_NAME, or delete it"
      ;;
  esac
}
