import Foundation
import PackagePlugin

/// Makes every file of a target that is not Swift part of the program (formats, reports, numbering data, pages).
/// A resource bundle on Linux lies beside the binary and falls back to the build folder's path: copied elsewhere, it crashes.
@main
struct EmbedFiles: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = target.directoryURL
        let walker = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey])
        let files = (walker?.compactMap { $0 as? URL } ?? [])
            .filter { !$0.hasDirectoryPath && $0.pathExtension != "swift" }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
        return [
            .buildCommand(
                displayName: "Embedding the files of \(target.name)",
                executable: try context.tool(named: "embed-files").url,
                arguments: [output.path, root.path] + files.map(\.path),
                inputFiles: files, outputFiles: [output])
        ]
    }
}
