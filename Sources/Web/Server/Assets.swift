internal import Foundation
internal import Rendering

/// The program's own style sheet and scripts, each one file under a name made of its content, kept by browsers for a year.
struct Assets: Sendable {
    struct Asset: Sendable {
        let bytes: [UInt8]
        let type: String
    }

    private let byName: [String: Asset]
    let style: LocalPath
    let script: LocalPath
    let icon: LocalPath

    /// The order of the cascade; `layers.css` names the layers.
    static let styleOrder = [
        "layers", "reset", "tokens", "types", "base", "layout", "rail", "forms", "grid", "figures", "strips", "pieces", "pages", "mending",
        "tester", "reports",
        "print",
    ]

    init() {
        let files = Self.files()
        let style = Self.styleOrder.map { files["css/\($0).css"] ?? "" }.joined()
            .replacing("/*ledger*/", with: DocumentStyle.ledger + DocumentStyle.phone + DocumentStyle.print)
        let scripts = files.keys.filter { $0.hasSuffix(".js") }.sorted().compactMap { files[$0] }.joined()
        var byName: [String: Asset] = [:]
        func add(_ name: String, _ text: String, _ type: String) -> LocalPath {
            let bytes = Array(text.utf8)
            let hashed = Self.hash(bytes) + "-" + name
            byName[hashed] = Asset(bytes: bytes, type: type)
            return Route.asset(hashed).link()
        }
        self.style = add("tollbook.css", style, "text/css; charset=utf-8")
        script = add("tollbook.js", scripts, "text/javascript; charset=utf-8")
        icon = add("icon.svg", files["icon.svg"] ?? "", "image/svg+xml")
        self.byName = byName
    }

    subscript(_ name: String) -> Asset? { byName[name] }

    private static func files() -> [String: String] {
        var files: [String: String] = [:]
        for entry in EmbeddedFiles.encoded {
            guard entry.path.description.hasPrefix("Assets/"), let data = Data(base64Encoded: entry.base64.description) else { continue }
            files[String(entry.path.description.dropFirst("Assets/".count))] = String(decoding: data, as: UTF8.self)
        }
        return files
    }

    /// FNV-1a: it only has to differ when the file does; nobody gains by a clash with our own files.
    private static func hash(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(hash, radix: 36)
    }
}
