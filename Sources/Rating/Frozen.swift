/// A list that never changes once made, of plain values: reading it counts no reference, so that both cores can rate with one
/// rater without meeting on a counter. Whoever made it frees it.
struct Frozen<Element: BitwiseCopyable & Sendable>: BitwiseCopyable, @unchecked Sendable {
    // Sendable because the memory is written in `init` only, and freed by the rater's `deinit`, when nobody can read it any more.
    private let base: UnsafeMutablePointer<Element>
    let count: Int

    init(_ elements: [Element]) {
        count = elements.count
        base = .allocate(capacity: max(1, elements.count))
        for (index, element) in elements.enumerated() { (base + index).initialize(to: element) }
    }

    func free() { base.deallocate() }

    @inline(__always)
    subscript(index: Int) -> Element {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index of a frozen list")
        return base[index]
    }

    @inline(__always)
    subscript(index: Int32) -> Element { self[Int(index)] }

    /// For values too large to be copied for the sake of one field.
    @inline(__always)
    func pointer(_ index: Int32) -> UnsafePointer<Element> {
        precondition(UInt(bitPattern: Int(index)) < UInt(bitPattern: count), "index of a frozen list")
        return UnsafePointer(base + Int(index))
    }
}
