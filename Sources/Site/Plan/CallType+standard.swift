import Model

extension CallType {
    /// The types that the numbering data use, with a colour for the light and the dark theme each. A site may name its own.
    public static let standard: [CallType] = [
        CallType(id: .internal, name: "Internal", colour: ["#6b7280", "#9ca3af"]),
        CallType(id: CallTypeID("local"), name: "Local", colour: ["#15803d", "#4ade80"]),
        CallType(id: CallTypeID("national"), name: "National", colour: ["#1d4ed8", "#60a5fa"]),
        CallType(id: CallTypeID("mobile"), name: "Mobile", colour: ["#b45309", "#fbbf24"]),
        CallType(id: CallTypeID("international"), name: "International", colour: ["#b91c1c", "#f87171"]),
        CallType(id: CallTypeID("premium"), name: "Premium", colour: ["#a21caf", "#e879f9"]),
        CallType(id: CallTypeID("toll-free"), name: "Toll-free", colour: ["#0f766e", "#2dd4bf"]),
        CallType(id: CallTypeID("emergency"), name: "Emergency", colour: ["#7c3aed", "#c4b5fd"]),
        CallType(id: CallTypeID("service"), name: "Service", colour: ["#0369a1", "#38bdf8"]),
    ]

    /// For a type that names no colour and is none of the standard ones.
    static let otherColour = ["#57534e", "#a8a29e"]
}

extension Site {
    /// All call types that a call of this site can have: its own, then the standard ones that it does not name itself, then what only
    /// its numbering names.
    public var effectiveCallTypes: [CallType] {
        var types = callTypes + CallType.standard.filter { standard in !callTypes.contains { $0.id == standard.id } }
        var known = Set(types.map(\.id))
        for entry in numbering where known.insert(entry.type).inserted {
            types.append(CallType(id: entry.type, name: entry.type.text, colour: CallType.otherColour))
        }
        return types
    }
}
