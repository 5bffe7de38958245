extension ClientRoute {
  /// A script that sends one signed request. `--connect-to` changes nothing but the address that is
  /// connected to (https://curl.se/docs/manpage.html#--connect-to).
  func curlSnippet(_ loadBalancer: Hostname) -> String {
    let service =
      signingName.map { ShellWord.quoted($0.text) }
      ?? #"${SIGNING_NAME:?set it to the name of the service in signatures}"#
    let more =
      signingName == nil
      ? ", and SIGNING_NAME, what the service is\n# called in signatures (accelgen does not know it)."
      : "."
    return """
      #!/usr/bin/env bash
      #
      # Sends one signed request to \(hostname.text)
      # through the load balancer of \(deployment.text). Only the connection goes another way: the name
      # that is asked for, the certificate that is checked and the host that is signed are the service's
      # own. Needs curl 7.75 or later.
      #
      # usage: ./curl.sh PATH [OPTION OF CURL...]      for example: ./curl.sh / --include
      #
      # Takes AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, with temporary credentials, AWS_SESSION_TOKEN
      # from the environment\(more)

      set -Eeuo pipefail

      readonly host=\(ShellWord.quoted(hostname.text))
      readonly url=\(ShellWord.quoted("https://\(authority)"))
      readonly load_balancer=\(ShellWord.quoted(loadBalancer.text))
      readonly region=\(ShellWord.quoted(region.text))
      readonly service=\(service)
      readonly path=${1:?the path, for example /}
      readonly key=${AWS_ACCESS_KEY_ID:?is not set} secret=${AWS_SECRET_ACCESS_KEY:?is not set}

      # On the command line, every user of this machine could read them.
      credentials() {
        printf 'user = "%s:%s"\\n' "$key" "$secret"
        if [[ -n ${AWS_SESSION_TOKEN:-} ]]; then
          printf 'header = "x-amz-security-token: %s"\\n' "$AWS_SESSION_TOKEN"
        fi
      }

      shift
      # --disable: what a .curlrc says shall not weaken the check of the certificate.
      curl --disable --silent --show-error --connect-to "$host::$load_balancer:" \\
        --aws-sigv4 "aws:amz:$region:$service" --config <(credentials) "$@" "$url/${path#/}"

      """
  }
}
