/// Texts from outside that a spreadsheet would take for a formula get an apostrophe in front when they are exported, and lose it
/// when they are read again (CHECKLIST O1). A text is such a one if `= + - @`, TAB or CR is its first byte behind any blanks and
/// apostrophes: apostrophes count along, so that a text which already looks guarded is guarded again and the way back is exact.
enum FormulaGuard {
    static let sign = UInt8(ascii: "'")

    /// Whether an exported text needs the guard.
    static func needs(_ text: some Sequence<UInt8>) -> Bool {
        for byte in text {
            switch byte {
            case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), Byte.tab, Byte.carriageReturn: return true
            case sign: continue
            default: guard Byte.isBlank(byte) else { return false }
            }
        }
        return false
    }

    /// Whether a text read has the guard in front.
    static func isGuarded(_ text: UnsafeRawBufferPointer) -> Bool { text.first == sign && needs(text.dropFirst()) }
}
