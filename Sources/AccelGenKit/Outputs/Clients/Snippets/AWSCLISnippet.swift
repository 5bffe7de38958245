extension ClientRoute {
  /// A script that puts the addresses into this machine's hosts file. The AWS CLI has no option for
  /// another way to a host: `--endpoint-url` would change the name that is checked and signed, and a
  /// proxy would be one program more to run and to trust.
  func awsCLISnippet(_ addresses: [IPv4Address]) -> String {
    let configured =
      settings.contains(.bucketInPath)
      ? "#   aws configure set default.s3.addressing_style path\n" : ""
    let words =
      settings.environment + ["aws --region", region.text, sdkName?.text ?? "SERVICE", "help"]
    return """
      #!/usr/bin/env bash
      #
      # Lets the AWS CLI of this machine, and every other program, reach
      # \(hostname.text)
      # through the load balancer of \(deployment.text), by lines in the hosts file: the AWS CLI has no option
      # for another way to a host. The name that is asked for, the certificate that is checked and the host
      # that is signed stay the service's own; requests for other names go as always. Run this once; then use
      # the AWS CLI, for example
      #
      \(configured)#   \(words.joined(separator: " "))
      #
      # Before cleanup.sh, which gives the addresses back to AWS, take the lines out again.

      set -Eeuo pipefail

      readonly file=/etc/hosts
      readonly host=\(ShellWord.quoted(hostname.text))
      readonly addresses=(\(addresses.map { ShellWord.quoted($0.text) }.joined(separator: " ")))

      # What the file has for the host: which of the addresses, each with a blank on both sides, and others.
      present=" "
      others=""
      while read -r address names || [[ -n $address ]]; do
        names=${names%%#*}
        if [[ $address == \\#* || " ${names//[[:space:]]/ } " != *" $host "* ]]; then continue; fi
        if [[ " ${addresses[*]} " == *" $address "* ]]; then present+="$address "; else others+=" $address"; fi
      done <"$file"
      if [[ -n $others ]]; then
        printf 'error: %s has another address for %s:%s\\n' "$file" "$host" "$others" >&2
        printf '  next: take that line out, then run this again\\n' >&2
        exit 1
      fi

      missing=""
      for address in "${addresses[@]}"; do
        if [[ $present != *" $address "* ]]; then missing+="$address  $host"$'\\n'; fi
      done
      if [[ -z $missing ]]; then
        printf '%s has the addresses already\\n' "$file"
      elif [[ -w $file ]]; then
        printf '\\n%s' "$missing" >>"$file"
      else
        printf '\\n%s' "$missing" | sudo tee -a "$file" >/dev/null
      fi

      """
  }
}
