#!/usr/bin/env bash
#
# SNS topic and who is told. https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html

sns_topic::service() { printf sns; }
sns_topic::is_id() { [[ $1 == arn:*:sns:* ]]; }
sns_topic::id() { printf TopicArn; }

# It has the deployment's own name.
sns_topic::find() { aws sns list-topics --query "Topics[?ends_with(TopicArn, ':$DEPLOYMENT_LABEL')].TopicArn"; }

sns_topic::look() { aws sns get-topic-attributes --topic-arn "$1" --query "['present']"; }

# Makes sure that the topic tells one address, and nobody else by e-mail. One who has not confirmed yet cannot
# be taken off; AWS does so after two days.
# usage: sns_topic::tells TOPIC EMAIL
sns_topic::tells() {
  local topic=$1 email=$2 lines="" arn address known=""
  if is_out_of_sight sns_topic "$topic"; then return; fi
  if ! is_new "$topic"; then
    # One that its recipient has ended is still listed for about three days, and tells nobody:
    # https://github.com/ansible/ansible/pull/20086
    # https://aws.amazon.com/premiumsupport/knowledge-center/sns-cross-account-subscription/
    lines=$(aws sns list-subscriptions-by-topic --topic-arn "$topic" \
      --query "Subscriptions[?Protocol=='email'&&SubscriptionArn!='Deleted'].[SubscriptionArn,Endpoint]")
  fi
  while IFS=$'\t' read -r arn address; do
    if [[ $address == "$email" ]]; then
      known=$arn
    elif [[ $arn == arn:* && -n $CHECK ]]; then
      find_difference subscription "not ours" "$address"
    elif [[ $arn == arn:* ]]; then
      aws sns unsubscribe --subscription-arn "$arn"
      report changed "$(shown "$address")" "is told no longer"
    fi
  done <<<"$lines"
  case $CHECK,$known in
    ,?*) ;;
    ,)
      aws sns subscribe --topic-arn "$topic" --protocol email --notification-endpoint "$email" >/dev/null
      report made "$email" "AWS sends a message in which this must be confirmed"
      ;;
    *,arn:*) find_fact subscription confirmed true "$email" ;;
    *,?*) find_fact subscription "not confirmed" true "$email" ;;
    *) find_difference subscription missing "$email" ;;
  esac
}

sns_topic::delete() { tolerate '.*NotFound' aws sns delete-topic --topic-arn "$1" >/dev/null; }
