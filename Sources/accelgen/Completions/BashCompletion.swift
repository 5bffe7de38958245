enum BashCompletion { static let script = "" }
enum ZshCompletion { static let script = "" }
enum FishCompletion { static let script = "" }
