/// Runs patterns, with backtracking and a budget of steps for each record, so that none takes long. Its buffers are used again.
final class Matcher {
    /// Steps for one record.
    static let budget = 200_000

    private var registers: UnsafeMutablePointer<Int32>
    private static let mostRegisters = 512
    /// What to try next, as pairs: a step and a place, or (below 0) a register and what was in it.
    private var stack: UnsafeMutablePointer<Int32>
    private var capacity = 1024
    private var depth = 0
    private var left = Matcher.budget

    /// The furthest byte at which a pattern failed since `begin()`: up to there the text fits.
    private(set) var furthest = 0
    /// Whether a pattern ran out of steps since `begin()`.
    private(set) var isExhausted = false

    init() {
        registers = .allocate(capacity: Self.mostRegisters)
        registers.initialize(repeating: -1, count: Self.mostRegisters)
        stack = .allocate(capacity: capacity)
    }

    deinit {
        registers.deallocate()
        stack.deallocate()
    }

    /// A record begins.
    @inline(__always)
    func begin() {
        left = Self.budget
        isExhausted = false
        furthest = 0
    }

    /// Where group `number` stands in the text of the last search that found something; 0 is all of it, `nil` took no part.
    func group(_ number: Int) -> Range<Int>? {
        let start = registers[2 * number]
        let end = registers[2 * number + 1]
        return start >= 0 && end >= start ? Int(start)..<Int(end) : nil
    }

    /// Looks for the first place where the pattern fits.
    func search(_ pattern: borrowing BytePattern, _ text: UnsafeRawBufferPointer) -> Bool {
        guard pattern.registers <= Self.mostRegisters else { return false }
        var start = 0
        while start <= text.count {
            if let first = pattern.first {
                while start < text.count, !first.contains(text[start]) { start += 1 }
                guard start < text.count, !(pattern.isAnchored && start > 0) else { return false }
            }
            if run(pattern, text, at: start) { return true }
            if isExhausted || pattern.isAnchored { return false }
            start += 1
        }
        return false
    }

    private func run(_ pattern: borrowing BytePattern, _ text: UnsafeRawBufferPointer, at start: Int) -> Bool {
        for register in 0..<pattern.registers { registers[register] = -1 }
        depth = 0
        return pattern.steps.withUnsafeBufferPointer { steps in
            var step = 0
            var place = start
            while true {
                guard left > 0 else {
                    isExhausted = true
                    return false
                }
                left -= 1
                var fits = true
                switch steps[step] {
                case .byte(let byte):
                    fits = place < text.count && text[place] == byte
                    place += 1
                    step += 1
                case .set(let set):
                    fits = place < text.count && set.contains(text[place])
                    place += 1
                    step += 1
                case .begin:
                    fits = place == 0
                    step += 1
                case .end:
                    fits = place == text.count
                    step += 1
                case .split(let first, let second):
                    push(second, Int32(truncatingIfNeeded: place))
                    step = Int(first)
                case .jump(let target): step = Int(target)
                case .save(let register):
                    push(-1 - register, registers[Int(register)])
                    registers[Int(register)] = Int32(truncatingIfNeeded: place)
                    step += 1
                case .progress(let register):
                    fits = place > Int(registers[Int(register)])
                    step += 1
                case .match: return true
                }
                if !fits {
                    furthest = max(furthest, place - 1)
                    guard let next = back() else { return false }
                    (step, place) = next
                }
            }
        }
    }

    private func push(_ first: Int32, _ second: Int32) {
        if depth + 2 > capacity {
            let larger = UnsafeMutablePointer<Int32>.allocate(capacity: capacity * 2)
            larger.update(from: stack, count: depth)
            stack.deallocate()
            stack = larger
            capacity *= 2
        }
        stack[depth] = first
        stack[depth + 1] = second
        depth += 2
    }

    /// Goes back to the last way that was not tried.
    private func back() -> (Int, Int)? {
        while depth > 0 {
            depth -= 2
            let first = stack[depth]
            let second = stack[depth + 1]
            if first >= 0 { return (Int(first), Int(second)) }
            registers[Int(-1 - first)] = second
        }
        return nil
    }
}
