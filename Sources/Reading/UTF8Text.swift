/// Bytes that ought to be text.
public enum UTF8Text {
    /// 1-based line of the first byte that is no UTF-8; `nil` where all is.
    public static func brokenLine(_ bytes: [UInt8]) -> Int? {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var line = 1
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): if scalar == "\n" { line += 1 }
            case .emptyInput: return nil
            case .error: return line
            }
        }
    }
}
