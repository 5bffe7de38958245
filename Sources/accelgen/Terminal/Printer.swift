import AccelGenKit

/// Puts an outcome on standard output and standard error, in the form that was asked for.
struct Printer {
  let format: OutputFormat
  private let color: ColorChoice
  /// That of accelgen, which a SARIF log names.
  private let version: String
  /// NO_COLOR (no-color.org: any value but the empty one) or a terminal that cannot.
  private let isColorUnwanted: Bool

  init(format: OutputFormat, color: ColorChoice, version: String) {
    self.format = format
    self.color = color
    self.version = version
    isColorUnwanted =
      !(environmentVariable("NO_COLOR") ?? "").isEmpty || environmentVariable("TERM") == "dumb"
  }

  /// How text on a stream is coloured. `--color always` outdoes NO_COLOR, as no-color.org has it.
  func style(of stream: OutputStream) -> TextStyle {
    switch color {
    case .auto: TextStyle(isColored: format == .text && !isColorUnwanted && stream.isTerminal)
    case .always: TextStyle(isColored: format == .text)
    case .never: TextStyle(isColored: false)
    }
  }

  /// - Returns: the code to exit with: the outcome's, or 1 when it could not be written.
  func print(_ outcome: Outcome) -> ExitCode {
    var outcome = outcome
    outcome.diagnostics = outcome.diagnostics.limitedForEachFile()
    var reason: String?
    let standardError = OutputStream.standardError
    if format.isForPeople {
      let style = style(of: standardError)
      reason = standardError.write(TextReport.text(outcome.diagnostics, style: style))
    }
    reason = OutputStream.standardOutput.write(standardOutput(outcome)) ?? reason
    switch format {
    case .text, .svg, .mermaid: reason = standardError.write(outcome.hint) ?? reason
    // Standard output is for annotations alone; a person who reads the log wants the rest as well.
    case .github: reason = standardError.write(outcome.text + outcome.hint) ?? reason
    case .json, .sarif: break
    }
    guard let reason else { return outcome.exitCode }
    _ = standardError.write("error[cannot-write]: the output cannot be written: \(reason)\n")
    return outcome.exitCode == .done ? .invalidInput : outcome.exitCode
  }

  private func standardOutput(_ outcome: Outcome) -> String {
    let all = outcome.diagnostics + outcome.findings
    switch format {
    case .text, .svg, .mermaid: return outcome.text
    case .json: return JSONReport.object(all, outcome.members()).text
    case .github: return GitHubReport.text(all)
    case .sarif: return SARIFReport.log(all, version: version).text
    }
  }
}
