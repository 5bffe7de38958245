/// A bash script that asks AWS's Price List API, for a user to read and run.
public enum PriceScript {
  /// - Returns: a script that prints the answers as one JSON list, which `PriceFile` reads.
  public static func text(_ queries: [PriceQuery]) -> String {
    let calls = queries.map(call).joined(separator: "  echo ','\n")
    // In braces, so that bash has read all of it before it runs any: it may come through a pipe.
    return """
      #!/usr/bin/env bash
      # Asks AWS's Price List API for the prices that `accelgen cost` uses, and prints the answers as one
      # JSON list. It changes nothing and costs nothing; it needs credentials that may do
      # pricing:GetProducts. Written by accelgen prices. To run it and use the answers:
      #
      #   accelgen prices | bash | accelgen prices --from - >prices.json
      #   accelgen cost --prices prices.json

      set -Eeuo pipefail
      export AWS_PAGER=''

      {
        echo '['
      \(calls)  echo ']'
      } </dev/null

      """
  }

  private static func call(_ query: PriceQuery) -> String {
    let filters = query.filters.map { filter in
      ShellWord.quoted("Type=TERM_MATCH,Field=\(filter.field),Value=\(filter.value)")
    }
    return """
        aws pricing get-products --region \(query.apiRegion) --output json \\
          --service-code \(query.serviceCode) --filters \\
          \(filters.joined(separator: " \\\n    "))

      """
  }
}
