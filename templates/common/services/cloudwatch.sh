#!/usr/bin/env bash
#
# Tags in Amazon CloudWatch: alarms have some, dashboards have none.
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Tagging.html

# usage: cloudwatch::tag ARN TAGS
cloudwatch::tag() { aws cloudwatch tag-resource --resource-arn "$1" --tags "$2"; }

# usage: cloudwatch::untag ARN KEY...
cloudwatch::untag() { aws cloudwatch untag-resource --resource-arn "$1" --tag-keys "$(json_list "${@:2}")"; }
