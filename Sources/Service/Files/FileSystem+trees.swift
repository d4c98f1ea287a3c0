import Glibc

extension FileSystem {
    /// Removes a folder with all that is in it, as far as that can be done; links are removed, not followed.
    static func removeTree(_ path: String) {
        var info = stat()
        guard lstat(path, &info) == 0 else { return }
        guard info.st_mode & S_IFMT == S_IFDIR else {
            unlink(path)
            return
        }
        for name in (try? list(path)) ?? [] { removeTree(path + "/" + name) }
        rmdir(path)
    }

    /// Copies the files of a folder, and those of the folders in it, into a new one.
    static func copyFiles(of path: String, to copy: String) throws {
        try makeFolder(copy)
        for name in try list(path).sorted() {
            var info = stat()
            guard lstat(path + "/" + name, &info) == 0 else { continue }
            if info.st_mode & S_IFMT == S_IFDIR {
                try copyFiles(of: path + "/" + name, to: copy + "/" + name)
            } else if info.st_mode & S_IFMT == S_IFREG {
                try writeAside(InputFile(path + "/" + name).readAll(limit: 64 << 20), to: copy + "/" + name, mode: 0o600)
            }
        }
    }
}
