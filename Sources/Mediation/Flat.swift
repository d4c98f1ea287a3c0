/// A list of a program that never changes: reading it counts no reference. What made it keeps the memory.
struct Flat<Element>: RandomAccessCollection, @unchecked Sendable {
    // Sendable because the memory is written in `init` only, and freed with its owner, when nobody can read it any more.
    private let base: UnsafeMutablePointer<Element>
    let count: Int

    init(_ list: [Element], in memory: FlatMemory) {
        base = .allocate(capacity: Swift.max(list.count, 1))
        count = list.count
        for (index, element) in list.enumerated() { (base + index).initialize(to: element) }
        memory.keep(base, count)
    }

    @inline(__always) var startIndex: Int { 0 }
    @inline(__always) var endIndex: Int { count }

    @inline(__always)
    subscript(index: Int) -> Element {
        unsafeAddress {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index of a flat list")
            return UnsafePointer(base + index)
        }
    }
}

extension Flat where Element == UInt8 {
    @inline(__always)
    func bytes(_ constant: Constant) -> UnsafeRawBufferPointer {
        precondition(constant.start >= 0 && Int(constant.start) + Int(constant.count) <= count, "a constant of a flat list")
        return UnsafeRawBufferPointer(start: base + Int(constant.start), count: Int(constant.count))
    }
}

/// The memory of flat lists, given back with it.
final class FlatMemory: @unchecked Sendable {
    // Sendable because lists are only added by whoever makes the program, before anybody else knows it.
    private var frees: [() -> Void] = []

    fileprivate func keep<Element>(_ base: UnsafeMutablePointer<Element>, _ count: Int) {
        frees.append {
            base.deinitialize(count: count)
            base.deallocate()
        }
    }

    deinit { for free in frees { free() } }
}
