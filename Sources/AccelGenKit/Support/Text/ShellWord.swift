/// The one place where a text becomes a word of a shell script.
public enum ShellWord {
  /// The text as one word that every POSIX shell reads back as this text: bare when no character of it
  /// can mean anything to a shell, else in single quotes, inside which only `'` itself is special.
  public static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the word to a script.
  static func append(_ text: String, to script: inout [UInt8]) {
    let quote = UInt8(ascii: "'")
    guard text.utf8.isEmpty || !text.utf8.allSatisfy(\.isBareInShell) else {
      script += text.utf8
      return
    }
    script.append(quote)
    for byte in text.utf8 {
      if byte == quote { script += #"'\'"#.utf8 }
      script.append(byte)
    }
    script.append(quote)
  }
}

extension UInt8 {
  /// Whether a character means itself in every place of a word. `=` is not among them, because a word
  /// with one can be an assignment; nor is `~`, `{` or a letter outside ASCII.
  fileprivate var isBareInShell: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-")...UInt8(ascii: "/"),
      UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "@"),
      UInt8(ascii: "%"), UInt8(ascii: "+"):
      true
    default: false
    }
  }
}
