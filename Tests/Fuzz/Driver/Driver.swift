import Fuzzing
import Glibc

/// libFuzzer's own driver, so that the program's arguments are those of libFuzzer. `TOLLBOOK_FUZZ_TARGET` names the target, and
/// `--seeds FOLDER` writes the inputs to begin with.
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<Int32>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

private let target = FuzzTarget(rawValue: getenv("TOLLBOOK_FUZZ_TARGET").map { String(cString: $0) } ?? "") ?? .columns
/// How many were taken: libFuzzer runs one thread.
nonisolated(unsafe) private var inputs = 0

private func takeInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    Driver.take(Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}

@main enum Driver {
    static func main() {
        let arguments = CommandLine.arguments
        let word = arguments.count > 1 ? arguments[1] : ""
        if word == "--targets" {
            for target in FuzzTarget.allCases { print(target.rawValue) }
        } else if word == "--seeds", arguments.count == 3 {
            for (index, seed) in target.seeds.enumerated() { write(seed, to: "\(arguments[2])/seed-\(index)") }
        } else {
            fuzz()
        }
    }

    private static func fuzz() {
        var count = CommandLine.argc
        var values = CommandLine.unsafeArgv
        let status = runDriver(&count, &values, takeInput)
        if status != 0 { _exit(status) }
    }

    private static func write(_ bytes: [UInt8], to path: String) {
        guard let file = fopen(path, "w") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    static func take(_ bytes: [UInt8]) {
        do throws(FuzzFinding) { try target.run(bytes) } catch { stop("\(error)") }
        inputs += 1
        if inputs % 256 == 0 { checkWork(bytes) }
    }

    /// Eight times the bytes are about eight times the work. Measured in the thread's own time, and again and again before it counts: on a
    /// busy machine faults of memory make single looks long.
    private static func checkWork(_ bytes: [UInt8]) {
        for _ in 0..<8 {
            let short = milliseconds { target.work(bytes, count: 16 << 10) }
            let long = milliseconds { target.work(bytes, count: 128 << 10) }
            guard long > 60, long > 24 * max(short, 1) else { return }
        }
        stop("eight times the bytes are more than 24 times the work")
    }

    private static func milliseconds(_ body: () -> Void) -> Int {
        func now() -> Int {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
        }
        let begin = now()
        body()
        return now() - begin
    }

    /// libFuzzer keeps the input of what ends so.
    private static func stop(_ words: String) -> Never {
        let line = Array("\nFOUND: \(words)\n".utf8)
        _ = Glibc.write(2, line, line.count)
        abort()
    }
}
