/// A list of a program that never changes. It is read without checking the index: rules name each other by indices that the reader of
/// definitions made together with the lists, and they are looked up dozens of times for every record. A debug build checks them, and so
/// all definitions and tests do there. It belongs to its program, which gives the memory back.
struct Flat<Element>: RandomAccessCollection, @unchecked Sendable {
    private let base: UnsafeMutablePointer<Element>
    let count: Int

    init(_ list: [Element]) {
        base = .allocate(capacity: Swift.max(list.count, 1))
        count = list.count
        for (index, element) in list.enumerated() { (base + index).initialize(to: element) }
    }

    func free() {
        base.deinitialize(count: count)
        base.deallocate()
    }

    @inline(__always) var startIndex: Int { 0 }
    @inline(__always) var endIndex: Int { count }

    @inline(__always)
    subscript(index: Int) -> Element {
        unsafeAddress {
            assert(index >= 0 && index < count)
            return UnsafePointer(base + index)
        }
    }
}

extension Flat where Element == UInt8 {
    @inline(__always)
    func bytes(_ constant: Constant) -> UnsafeRawBufferPointer {
        assert(constant.start >= 0 && Int(constant.start + constant.count) <= count)
        return UnsafeRawBufferPointer(start: base + Int(constant.start), count: Int(constant.count))
    }
}
