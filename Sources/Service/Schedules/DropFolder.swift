import Foundation
import Model

/// A folder below a book's `drop` into which files are put for other programs: written aside and renamed, so that nobody reads half of
/// one. Names are ours alone.
struct DropFolder {
    let path: String

    init(book: String, name: String) { path = book + "/drop/" + name }

    /// A folder that somebody at the console names.
    init(path: String) { self.path = path }

    func put(_ files: [OutboxFile]) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for file in files {
            let (aside, end) = (path + "/." + file.name + ".part", path + "/" + file.name)
            try Data(file.content).write(to: URL(fileURLWithPath: aside))
            guard rename(aside, end) == 0 else {
                throw ServiceError.refused("the file \(end) could not be put in place: \(String(cString: strerror(errno)))")
            }
        }
    }
}
