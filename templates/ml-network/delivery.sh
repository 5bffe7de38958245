#!/usr/bin/env bash
#
# Who may call the load balancer, and on which port. It is included, never run.

#% param CLIENT_CIDRS [CIDR]
#% param APP_PORT Port
#% param CDN Bool
#% param CERTIFICATE_ARN CertificateARN?

# CloudFront calls it by TLS where it has a certificate, which is of the name that CloudFront passes on; else by HTTP,
# which stays within AWS's network.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html
is_called_by_tls() { [[ -n $CERTIFICATE_ARN ]]; }

origin_port() { if is_called_by_tls; then printf 443; else printf 80; fi; }

# The rules of its security group, a line each.
# usage: load_balancer_rules APP_GROUP VPC_ORIGIN_GROUP|""
load_balancer_rules() {
  local port block list
  if [[ $CDN == false ]]; then
    while read -r port; do
      for block in "${CLIENT_CIDRS[@]}"; do printf 'in %s block %s\n' "$port" "$block"; done
    done < <(client_ports)
  elif [[ -n $2 ]]; then
    printf 'in %s group %s\n' "$(origin_port)" "$2"
  else
    # It weighs 55 of the 60 rules that a group has room for, so there is one port. Of all that comes from there, nothing
    # reaches a load balancer that is internal, but by a VPC origin: when that is there, its group takes the list's place.
    list=$(prefix_list::of com.amazonaws.global.cloudfront.origin-facing)
    printf 'in %s list %s\n' "$(origin_port)" "$list"
  fi
  printf 'out %s group %s\n' "$APP_PORT" "$1"
}

# The group of VPC origins, where there can be one already.
# usage: vpc_origin_group VPC
vpc_origin_group() {
  if [[ $CDN == true && -z $PLAN ]] && ! is_new "$1" && ! is_out_of_sight vpc "$1"; then
    once "vpc-origins.$1" vpc_origin::group "$1"
  fi
}
