/// A part of a template, ready to be rendered.
enum TemplateNode: Sendable {
  /// Text that is the same in every script.
  case text(ArraySlice<UInt8>)
  /// `#% param KEY Type`, a list or not.
  case parameter(key: String, isList: Bool)
  /// `#% if KEY` … `#% else` … `#% end`.
  case condition(key: String, then: [TemplateNode], else: [TemplateNode])
  /// Where an included file begins; its path below templates/.
  case file(path: String)
  /// Where a directive's line was taken away.
  case seam
}
