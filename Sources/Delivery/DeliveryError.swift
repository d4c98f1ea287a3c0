/// Why nothing can be sent as the site says, with what to do.
public struct DeliveryError: Error, Hashable, Sendable, CustomStringConvertible {
    public let what: String
    public let mend: String

    init(_ what: String, mend: String) { (self.what, self.mend) = (what, mend) }
    public var description: String { "\(what). \(mend)" }
}
