/// Which numbers the rows of a version price.
struct PrefixCover {
    private var prefixes: Set<String> = []
    /// All beginnings of all prefixes, where they are asked for.
    private var beginnings: Set<String> = []
    private var short: Set<String> = []

    init(_ rows: [Row], beginnings wanted: Bool = false) {
        prefixes.reserveCapacity(rows.count)
        for row in rows {
            for prefix in row.prefixes {
                if row.short {
                    short.insert(prefix)
                    continue
                }
                prefixes.insert(prefix)
                guard wanted else { continue }
                var beginning = prefix[...]
                while beginnings.insert(String(beginning)).inserted, !beginning.isEmpty { beginning.removeLast() }
            }
        }
    }

    /// Every number with this prefix has a row.
    func covers(_ prefix: String, short isShort: Bool) -> Bool {
        if isShort { return short.contains(prefix) }
        var rest = prefix[...]
        while !prefixes.contains(String(rest)) {
            if rest.isEmpty { return false }
            rest.removeLast()
        }
        return true
    }

    /// Some numbers with this prefix have a row; needs the beginnings.
    func touches(_ prefix: String, short isShort: Bool) -> Bool {
        covers(prefix, short: isShort) || (!isShort && beginnings.contains(prefix))
    }
}
