@testable import AccelGenKit

/// A value that can be any text: what no type of the program allows, so that tests can try to break out.
struct AnyText: ParameterValue {
  static let typeName = "Text"
  let text: String

  init(_ text: String) { self.text = text }
  static func parse(_ text: String) throws(InvalidValue) -> AnyText { AnyText(text) }
}

extension Configuration {
  /// A configuration of these values, as if they were defaults.
  init(_ values: [(key: String, value: any ParameterValue)]) {
    self.init(
      source: SourceFile(name: "env", text: ""),
      settings: values.map { .init(key: $0.key, value: $0.value, origin: .default) })
  }
}

/// A template that includes others by their names.
func parseTemplate(
  _ text: String, including files: [String: String] = [:]
) -> (template: Template, diagnostics: [Diagnostic]) {
  var diagnostics: [Diagnostic] = []
  let template = Template.parse(
    testTemplate("test.sh", text), includes: { name in files[name].map { testTemplate(name, $0) } },
    diagnostics: &diagnostics)
  return (template, diagnostics)
}

func testTemplate(_ name: String, _ text: String) -> TemplateFile {
  TemplateFile(path: "stack/\(name)", file: SourceFile(name: name, text: text))
}
