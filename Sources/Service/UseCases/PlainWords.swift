import Accounts
import Billing
import Collection
import Delivery
import Intake
import Rating
import RawLog
import Reading
import Site
import Store

/// What a person is told of an error: the sentences that the rooms wrote for people.
public enum PlainWords {
    /// `nil` for errors that nobody wrote words for: they are the program's, and belong into the log.
    public static func of(_ error: any Error) -> String? {
        switch error {
        case is ServiceError, is IntakeError, is RawLogError, is UnknownFormat, is FileSystem.Failure, is InputFile.Failure,
            is SiteEdit.Refusal, is Problems, is SourceError, is DeliveryError, is WorkbookError, is ListFile.Refusal, is BillError,
            is SettlementFailure:
            sentence("\(error)")
        case let error as StoreError: store(error)
        case AccountError.nameNotAllowed: "A name has 1 to 64 bytes, no blank at either end and no control characters."
        case AccountError.nameTaken: "This name is taken. Choose another one."
        case AccountError.noSuchKey: "There is no such key any more."
        default: nil
        }
    }

    private static func store(_ error: StoreError) -> String? {
        switch error {
        case .alreadyDecided: "Somebody decided this conflict meanwhile. What became of it stands among the decided ones."
        case .notFound: "What this was about is gone meanwhile. Reload the page."
        case .diskFull, .readOnly, .busy, .badCursor, .taken, .onBill, .billed, .credited, .changedMeanwhile, .cannotCorrect, .rerating,
            .siteChanged:
            sentence(error.description)
        default: nil
        }
    }

    private static func sentence(_ text: String) -> String {
        let ended = text.last.map { ".!?".contains($0) } == true ? text : text + "."
        return ended.prefix(1).uppercased() + ended.dropFirst()
    }
}
