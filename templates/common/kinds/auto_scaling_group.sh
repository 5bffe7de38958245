#!/usr/bin/env bash
#
# Auto Scaling group: servers that are launched, looked after and replaced by AWS. It is known by its name.
# https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-groups.html

auto_scaling_group::service() { printf autoscaling; }
# Its servers hold what they stand on until they are terminated, and would come again while it is there.
auto_scaling_group::needs() {
  printf 'instance launch_template instance_profile iam_role target_group security_group subnet vpc'
}
auto_scaling_group::is_id() { [[ $1 =~ ^arn:[a-z-]+:autoscaling:[^:]+:[0-9]{12}:autoScalingGroup:[0-9a-f-]+:autoScalingGroupName/[A-Za-z0-9-]+$ ]]; }
auto_scaling_group::id() { printf 'AutoScalingGroups[0].AutoScalingGroupARN'; }
# How it goes is seen to when it is deleted, also where that has begun before.
auto_scaling_group::looks_when_deleted() { :; }
# Machines with many accelerators take ten minutes to end.
auto_scaling_group::deadline() { printf '%d' "$((TIMEOUT_SECONDS > 1800 ? TIMEOUT_SECONDS : 1800))"; }

# What passes: a profile, a template or a target group that was made a moment ago is not known everywhere, and the first
# group of an account has the role of Auto Scaling made.
# https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html
auto_scaling_group::patience() { printf 'ValidationError|ServiceLinkedRoleFailure|ScalingActivityInProgress|ResourceContention'; }

# One that is going is waited for: until then its name is taken.
auto_scaling_group::find() {
  local lines limit started=$SECONDS
  limit=$(auto_scaling_group::deadline)
  while true; do
    lines=$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$(known_name)" \
      --query "AutoScalingGroups[].[AutoScalingGroupARN,Status||'present']") || return
    if [[ $lines != *$'\t'"Delete in progress"* ]]; then break; fi
    if ((SECONDS - started >= limit)); then
      complain "error: $(known_name) is still being deleted after $limit s"
      return 1
    fi
    pause $((SECONDS - started))
  done
  cut -f 1 <<<"$lines"
}

auto_scaling_group::look() {
  local answer
  answer=$(auto_scaling_group::look_at_several "$1") || return
  printf '%s' "${answer#*$'\t'}"
}

# After the state its servers, where each is in its life, and its values. A group of that name that is another one is not
# shown. Its template and its target groups prove nothing: AWS lets both go while it names them.
# usage: auto_scaling_group::look_at_several GROUP...
auto_scaling_group::look_at_several() {
  local lines servers values key members=""
  for key in min=MinSize max=MaxSize desired=DesiredCapacity health=HealthCheckType grace=HealthCheckGracePeriod \
    warmup=DefaultInstanceWarmup version=LaunchTemplate.Version template=LaunchTemplate.LaunchTemplateId \
    subnets=VPCZoneIdentifier; do
    members+="join('',['${key%%=*}=',to_string(${key#*=}||\`0\`)]),"
  done
  servers="join(' ',Instances[].join(' ',[InstanceId,LifecycleState]))"
  values="join(' ',[${members}join('',['metrics=',join(',',sort(EnabledMetrics[].Metric))]),join('',['suspended=',join(',',SuspendedProcesses[].ProcessName)]),join('',['serves=',join(',',TargetGroupARNs)])])"
  lines=$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$(json_list "${@##*/}")" --query \
    "AutoScalingGroups[].[AutoScalingGroupARN,Status&&'deleting'||'present',$servers,$values]") ||
    return
  awk -F '\t' -v groups="$*" 'index(" " groups " ", " " $1 " ")' <<<"$lines"
}

# A value of the group, from what a look has shown.
# usage: auto_scaling_group::value ANSWER KEY
auto_scaling_group::value() {
  local word
  for word in $1; do
    if [[ $word == "$2="* ]]; then printf '%s' "${word#*=}"; fi
  done
}

# The call that lifts its protection against deletion, or nothing when it has none.
# https://docs.aws.amazon.com/autoscaling/ec2/userguide/resource-deletion-protection.html
# usage: auto_scaling_group::protected GROUP
auto_scaling_group::protected() {
  local protection
  protection=$(once "protection.${1##*/}" aws autoscaling describe-auto-scaling-groups \
    --auto-scaling-group-names "${1##*/}" --query 'AutoScalingGroups[].DeletionProtection') || return
  if [[ $protection == prevent-* ]]; then
    call_line autoscaling update-auto-scaling-group --auto-scaling-group-name "${1##*/}" --deletion-protection none
  fi
}

# By force: servers that are in standby or protected from scaling in go, too, and none comes again. What its processes
# were suspended for, it is not to wait for.
auto_scaling_group::delete() {
  local name=${1##*/} state
  state=$(state_of auto_scaling_group "$1") || return
  if [[ -z $state ]]; then return; fi
  if [[ $state != deleting ]]; then
    if [[ -n $(auto_scaling_group::value "$(<"$RUN/answer.$name")" suspended) ]]; then
      say "  processes of $name were suspended, and go on for its end"
      aws autoscaling resume-processes --auto-scaling-group-name "$name" || return
    fi
    patiently 'ScalingActivityInProgress|ResourceInUse|ResourceContention' \
      aws autoscaling delete-auto-scaling-group --auto-scaling-group-name "$name" --force-delete || return
  fi
  await_gone auto_scaling_group "$1"
}

# usage: auto_scaling_group::remedy CODE OPERATION MESSAGE
auto_scaling_group::remedy() {
  case $1,$2 in
    AlreadyExists,*) printf "it is not this deployment's: choose another DEPLOYMENT_NAME, or delete it" ;;
    *,*-auto-scaling-group | *,*-instance-refresh) auto_scaling_group::advice "$3" ;;
  esac
}
