/// A reference from one part of an office file to another (ECMA-376 part 2).
struct PartLink {
    var id: String
    /// The last word of its type, in small letters: `worksheet`, `sharedstrings`. The words before differ between two editions of the
    /// standard.
    var kind: String
    /// The part's name, never a path outside of the file.
    var part: String

    /// The part that lists the references of a part; of the whole file where that is empty.
    static func list(of part: String) -> String {
        let (folder, name) = (folder(of: part), part.split(separator: "/").last ?? "")
        return (folder + ["_rels", name + ".rels"]).joined(separator: "/")
    }

    static func folder(of part: String) -> [Substring] { Array(part.split(separator: "/").dropLast()) }

    /// - Parameter folder: where targets begin that do not begin with a stroke.
    static func read(_ xml: [UInt8], folder: [Substring]) throws(XMLPieces.Flaw) -> [PartLink] {
        var links: [PartLink] = []
        var pieces = XMLPieces(xml)
        while let piece = try pieces.next() {
            guard piece == .begin, pieces.isNamed("Relationship"), try pieces.attribute("TargetMode") != "External",
                let id = try pieces.attribute("Id"), let type = try pieces.attribute("Type"), let target = try pieces.attribute("Target")
            else { continue }
            links.append(
                PartLink(id: id, kind: type.split(separator: "/").last.map { $0.lowercased() } ?? "", part: resolved(target, folder)))
        }
        return links
    }

    private static func resolved(_ target: String, _ folder: [Substring]) -> String {
        let strokes: (Character) -> Bool = { $0 == "/" || $0 == "\\" }
        var way = target.first.map(strokes) == true ? [] : folder
        for step in target.split(whereSeparator: strokes) where step != "." {
            if step == ".." { _ = way.popLast() } else { way.append(step) }
        }
        return way.joined(separator: "/")
    }
}
