import Foundation

// embed-files OUTPUT ROOT FILE…: writes a Swift file with the bytes of each FILE under its path below ROOT.
// Base64 in a StaticString compiles at once whatever the size; an array literal of bytes takes minutes.

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
    FileHandle.standardError.write(Data("usage: embed-files OUTPUT ROOT FILE…\n".utf8))
    exit(2)
}
let root = arguments[2]
var text = """
    /// The files of this room that are not Swift, made part of the program at build time.
    enum EmbeddedFiles {
        /// Path below the room's folder and content in base64, in the order of the paths.
        static let encoded: [(path: StaticString, base64: StaticString)] = [

    """
for file in arguments.dropFirst(3).sorted() {
    guard let data = FileManager.default.contents(atPath: file) else {
        FileHandle.standardError.write(Data("embed-files: cannot read \(file)\n".utf8))
        exit(1)
    }
    let path = String(file.dropFirst(root.count)).drop { $0 == "/" }
    text += "        (path: \"\(path)\", base64: \"\(data.base64EncodedString())\"),\n"
}
text += "    ]\n}\n"
// What did not change is left alone: a newer file would have its room compiled again.
if FileManager.default.contents(atPath: arguments[1]) == Data(text.utf8) { exit(0) }
do {
    try Data(text.utf8).write(to: URL(fileURLWithPath: arguments[1]))
} catch {
    FileHandle.standardError.write(Data("embed-files: \(error)\n".utf8))
    exit(1)
}
