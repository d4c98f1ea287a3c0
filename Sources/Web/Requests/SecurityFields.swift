internal import HTTPTypes

/// The fields that every answer carries.
enum SecurityFields {
    static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

    static func add(to fields: inout HTTPFields, secure: Bool, isAsset: Bool) {
        fields[name("Content-Security-Policy")] = policy
        fields[name("X-Content-Type-Options")] = "nosniff"
        fields[name("Referrer-Policy")] = "no-referrer"
        fields[name("X-Frame-Options")] = "DENY"
        fields[name("Cross-Origin-Opener-Policy")] = "same-origin"
        fields[name("Cross-Origin-Resource-Policy")] = "same-origin"
        fields[.cacheControl] = isAsset ? "public, max-age=31536000, immutable" : "no-store"
        if secure { fields[.strictTransportSecurity] = "max-age=31536000" }
    }

    static func name(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .age }
}
