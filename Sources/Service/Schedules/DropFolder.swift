import Foundation
import Model

/// A folder below a book's `drop` into which files are put for other programs: written aside and renamed, so that nobody reads half of
/// one. Names are ours alone.
struct DropFolder {
    let path: String

    init(book: String, name: String) { path = book + "/drop/" + name }

    /// A folder that somebody at the console names.
    init(path: String) { self.path = path }

    /// Makes the folder where there is none.
    func make() throws {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
            throw ServiceError.refused("\(path) is a file. Name a folder for the files.")
        }
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
            throw ServiceError.refused("the folder \(path) cannot be made. Name one in a folder that Tollbook may write to.")
        }
        guard FileManager.default.isWritableFile(atPath: path) else {
            throw ServiceError.refused("the folder \(path) cannot be written to. Give Tollbook the right to, or name another.")
        }
    }

    func put(_ files: [OutboxFile]) throws {
        try make()
        for file in files {
            let (aside, end) = (path + "/." + file.name + ".part", path + "/" + file.name)
            try Data(file.content).write(to: URL(fileURLWithPath: aside))
            guard rename(aside, end) == 0 else {
                throw ServiceError.refused("the file \(end) could not be put in place: \(String(cString: strerror(errno)))")
            }
        }
    }
}
