import Glibc
import Model

extension Caller {
    /// Whoever runs the program on this machine.
    static var here: Caller {
        guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else {
            return Caller(kind: .console, name: "console:\(getuid())", role: .administrator)
        }
        return Caller(kind: .console, name: "console:" + String(cString: name), role: .administrator)
    }
}
