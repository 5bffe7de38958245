#!/usr/bin/env bash
#
# Elastic IP address. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html

elastic_ip::is_id() { [[ $1 =~ ^eipalloc-[0-9a-f]+$ ]]; }
elastic_ip::id() { printf AllocationId; }

elastic_ip::look() {
  aws ec2 describe-addresses --allocation-ids "$1" --query "Addresses[].['present'][]"
}

# usage: elastic_ip::look_at_several ADDRESS...
elastic_ip::look_at_several() {
  aws ec2 describe-addresses --filters "Name=allocation-id,Values=$(with_commas "$@")" \
    --query "Addresses[].[AllocationId,'present']"
}

# While its load balancer's interfaces are there, or its NAT gateway was there a moment ago, AWS calls it in use, or
# somebody else's. https://github.com/hashicorp/terraform-provider-aws/issues/13763
elastic_ip::delete() {
  patiently 'InvalidIPAddress.InUse|AuthFailure' tolerate InvalidAllocationID.NotFound \
    aws ec2 release-address --allocation-id "$1" >/dev/null
}

elastic_ip::remedy() {
  if [[ $1 == AddressLimitExceeded ]]; then
    printf 'release an Elastic IP that is not needed, or ask for a higher quota (ec2, L-0263D0A3)'
  fi
}
