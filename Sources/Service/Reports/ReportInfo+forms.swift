import Document
import Rendering
import Reporting

extension ReportInfo {
    /// A line each: id, what it shows, name.
    public static func text(_ list: [ReportInfo]) -> String {
        let width = list.map(\.id.count).max() ?? 0
        return list.map { info in
            info.id + String(repeating: " ", count: width + 2 - info.id.count) + info.name + "\n"
        }.joined()
    }

    public static func json(_ list: [ReportInfo]) -> String {
        let tree = DataTree.list(
            list.map { info in
                .object([
                    "id": .text(info.id), "section": .text(info.section), "name": .text(info.name), "purpose": .text(info.purpose),
                    "kind": .text(info.layout), "parameter": .text(info.parameter), "bill": .flag(info.isBill),
                    "own": .flag(info.isOwn),
                ])
            })
        return String(decoding: JSONText.render(tree, indent: true), as: UTF8.self) + "\n"
    }
}
