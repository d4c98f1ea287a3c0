import Glibc
import Service

extension Caller {
    /// Whoever runs the program on this machine.
    static var here: Caller {
        guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return .console(user: "uid \(getuid())") }
        return .console(user: String(cString: name))
    }
}
