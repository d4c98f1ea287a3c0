import Foundation

/// Holds JSON against the schemas of our OpenAPI document. It is stricter than JSON Schema: a key that no schema names is a fault, so that
/// nothing is told that is not described.
struct SchemaJudge {
    let schemas: [String: [String: Any]]

    func faults(_ value: Any, _ schema: [String: Any], at place: String = "$") -> [String] {
        if let reference = schema["$ref"] as? String {
            guard let name = reference.split(separator: "/").last, let found = schemas[String(name)] else {
                return ["\(place): \(reference)?"]
            }
            return faults(value, found, at: place)
        }
        if let choices = schema["anyOf"] as? [[String: Any]] {
            let all = choices.map { faults(value, $0, at: place) }
            return all.contains([]) ? [] : all.min { $0.count < $1.count } ?? []
        }
        switch schema["type"] as? String {
        case "null": return value is NSNull ? [] : ["\(place): not null"]
        case "string": return text(value, schema, place)
        case "boolean":
            guard let flag = flag(value) else { return ["\(place): no flag"] }
            if let only = schema["const"].flatMap({ self.flag($0) }), only != flag { return ["\(place): not \(only)"] }
            return []
        case "integer":
            guard flag(value) == nil, let number = value as? NSNumber, number.doubleValue == number.doubleValue.rounded() else {
                return ["\(place): no integer"]
            }
            return []
        case "array":
            guard let list = value as? [Any], let item = schema["items"] as? [String: Any] else { return ["\(place): no list"] }
            return list.enumerated().flatMap { faults($1, item, at: place + "[\($0)]") }
        case "object": return object(value, schema, place)
        default: return ["\(place): a schema without type"]
        }
    }

    /// `nil` for what is no flag of JSON: a number of 0 or 1 is none.
    private func flag(_ value: Any) -> Bool? {
        if type(of: value) == Bool.self { return value as? Bool }
        guard let number = value as? NSNumber, ["c", "B"].contains(String(cString: number.objCType)) else { return nil }
        return number.boolValue
    }

    private func text(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
        guard let text = value as? String else { return ["\(place): no text"] }
        if let words = schema["enum"] as? [String], !words.contains(text) { return ["\(place): \(text) is none of \(words)"] }
        if let pattern = schema["pattern"] as? String, text.range(of: pattern, options: .regularExpression) == nil {
            return ["\(place): \(text) is not like \(pattern)"]
        }
        if schema["format"] as? String == "date-time", text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) == nil {
            return ["\(place): \(text) is no moment"]
        }
        return []
    }

    private func object(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
        guard let object = value as? [String: Any] else { return ["\(place): no object"] }
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        var found = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map { "\(place).\($0): missing" }
        for (key, inner) in object {
            if let known = properties[key] {
                found += faults(inner, known, at: place + "." + key)
            } else if let any = schema["additionalProperties"] as? [String: Any] {
                found += faults(inner, any, at: place + "." + key)
            } else {
                found.append("\(place).\(key): not described")
            }
        }
        return found
    }
}
