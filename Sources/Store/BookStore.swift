internal import Model

/// What a book can do, whichever database is under it. Tests are written against this.
public protocol BookStore: AnyObject, Sendable {
    var folder: String { get }
}
