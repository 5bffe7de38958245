#!/usr/bin/env bash
#
# Whether AWS has a certificate, and it holds. It is included, never run.
# https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html

# usage: check_certificate KEY ARN
check_certificate() {
  local status
  status=$(tolerate ResourceNotFoundException aws acm describe-certificate --certificate-arn "$2" --query Certificate.Status)
  case $status in
    ISSUED) ;;
    "")
      if [[ -z $PLAN ]]; then
        fail "AWS Certificate Manager of $SIDE_REGION has no $1, $2" \
          "import it there, with its key and the certificate of its authority, and write the ARN that this prints:" \
          "$(call_line acm import-certificate --certificate fileb://server.crt --private-key fileb://server.key \
            --certificate-chain fileb://ca.crt)"
      fi
      ;;
    PENDING_VALIDATION)
      fail "$1, $2, is not issued yet: AWS waits for the proof that its domain is yours" \
        "make the DNS record that this shows, then run again:" \
        "$(call_line acm describe-certificate --certificate-arn "$2")"
      ;;
    *)
      fail "$1, $2, cannot be used: it is $(shown "$status")" \
        "import a new one in its place, under the same ARN (aws acm import-certificate --certificate-arn …), or name" \
        "another one"
      ;;
  esac
}
