/// A call as a person types it in, to see what it would cost. All texts as typed; empty is not said.
public struct CallQuestion: Sendable, Hashable {
    /// How the caller is named.
    public enum CallerForm: String, Sendable, CaseIterable {
        /// A party's id, else an extension of the directory or of its length, else a number.
        case any
        case party, `extension`, number
    }

    public var caller = ""
    public var callerForm = CallerForm.any
    /// As dialled; of an incoming call the number or extension reached.
    public var called = ""
    public var direction = "out"
    public var trunk = ""
    /// `nil`: that of the trunk, else the first.
    public var `switch` = ""
    /// Day and time in the site's zone; empty: now.
    public var day = ""
    public var time = ""
    /// Seconds, `m:ss` or `h:mm:ss`.
    public var duration = ""
    /// The same; empty: not known.
    public var ring = ""
    /// `yes` or `no`; empty: what the duration says.
    public var answered = ""
    public var account = ""
    public var sourceIP = ""
    /// Meter pulses, and the amount that the switch wrote, with its currency; empty: none.
    public var pulses = ""
    public var given = ""
    public var givenCurrency = ""

    public init() {}

    /// What is wrong with a field, in words.
    public struct Fault: Error, Sendable, Hashable {
        /// The name of the property.
        public var field: String
        public var text: String

        public init(field: String, text: String) {
            self.field = field
            self.text = text
        }
    }

    /// All that is wrong with a question, one fault a field.
    public struct Faults: Error, Sendable, Hashable, CustomStringConvertible {
        public var list: [Fault]
        public init(_ list: [Fault]) { self.list = list }
        public var description: String { list.map { "\($0.field): \($0.text)" }.joined(separator: "\n") }

        /// With other names for the fields, those of options.
        public func named(_ name: (String) -> String) -> Faults { Faults(list.map { Fault(field: name($0.field), text: $0.text) }) }
    }
}
