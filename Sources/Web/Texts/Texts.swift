/// Every text that a person reads on a page, by the part of the page. Another language is another value of this type.
public struct Texts: Sendable {
    public var language = "en"
    public var dashboard = DashboardTexts()
    public var calls = CallTexts()
    public var bills = BillTexts()
    public var reports = ReportsTexts()
    public var schedules = SchedulesTexts()
    public var frame = FrameTexts()
    public var logIn = LogInTexts()
    public var password = PasswordTexts()
    public var errors = ErrorTexts()
    public var pieces = PieceTexts()
    public var sources = SourceTexts()
    public var sourceForm = SourceFormTexts()
    public var exports = ExportTexts()
    public var directory = DirectoryTexts()
    public var imports = ImportTexts()
    public var problems = ProblemTexts()
    public var tariffs = TariffTexts()
    public var tester = TesterTexts()
    public var whatIf = WhatIfTexts()
    public var timeline = TimelineTexts()
    public var alerts = AlertTexts()
    public var reratings = ReratingTexts()
    public var corrections = CorrectionTexts()
    public var journal = JournalTexts()
    public var keys = KeyTexts()
    public var workbench = WorkbenchTexts()

    public static let english = Texts()
}

public struct FrameTexts: Sendable {
    public var product = "Tollbook"
    public var skip = "Skip to the content"
    public var navigation = "Pages"
    public var dashboard = "Dashboard"
    public var calls = "Calls"
    public var bills = "Bills"
    public var reports = "Reports"
    public var sources = "Sources"
    public var imports = "Imports"
    public var problems = "Problems"
    public var tariffs = "Tariffs"
    public var alerts = "Alerts"
    public var journal = "Journal"
    public var settings = "Settings"
    public var book = "Book"
    public var search = "Search calls by number, party or trunk"
    public var searchShort = "Search"
    public var palette = "Go to a page, or search calls"
    public var paletteSearch = "Search calls for this"
    public var account = "Account"
    public var changePassword = "Change password"
    public var logOut = "Log out"
    public var earlier = "The period before"
    public var later = "The period after"
    public var period = "Period"
    public var waiting = "waiting"
    public var periods = PeriodTexts()
}

public struct PeriodTexts: Sendable {
    public var today = "Today"
    public var yesterday = "Yesterday"
    public var thisWeek = "This week"
    public var thisMonth = "This month"
    public var lastMonth = "Last month"
    public var thisYear = "This year"
    public var from = "From"
    public var to = "To"
    public var day = "Day"
    public var show = "Show"
    public var months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]

    /// - Parameter number: 1 … 12.
    func month(_ number: Int) -> String { months.indices.contains(number - 1) ? months[number - 1] : "\(number)" }
}

public struct LogInTexts: Sendable {
    public var title = "Log in"
    public var sentence = "This book is open to people with an account."
    public var name = "Name"
    public var password = "Password or one-time log-in"
    public var button = "Log in"
    public var refused =
        "Name and password do not go together, or there were too many attempts. Check both, wait a minute, and try again."
    public var forgotten = "Forgot the password? Whoever runs the machine can reset it with"
    public var command = "tollbook user reset-password"
}

public struct PasswordTexts: Sendable {
    public var title = "Set a password"
    public var first = "The one-time log-in is used up. Choose the password for the next time."
    public var change = "All other sessions of this account end."
    public var current = "Current password"
    public var new = "New password"
    public var rule = "At least 10 characters. A sentence you can remember does well."
    public var repeated = "New password again"
    public var button = "Set password"
    public var wrongCurrent = "The current password is not right."
    public var tooShort = "The new password is too short: it needs at least 10 characters."
    public var tooLong = "The new password is too long: it may have up to 1,000 bytes."
    public var tooEasy = "The new password is one that others would try first. Choose a longer or less usual one."
    public var notTheSame = "The two entries of the new password differ. Type both again."
}

public struct ErrorTexts: Sendable {
    public var unknownForm = "There is no such form of this page. Ask for html, json, csv, and of bills and reports pdf or xlsx."
    public var badKey = "This key is not known, was revoked, or has expired."
    public var wrongAddress = "This key may not be used from this address. The page of keys names those from which it may."
    public var tooOften = "This key asks too often. Wait as many seconds as Retry-After says, and ask for larger pages."
    public var outOfScope = "This key has no scope for this. The page of keys names the scopes that it has."
    public var needsKey = "Send a key: Authorization: Bearer …"
    public var foreignForm = "This form was sent from another site, so nothing was done."
    public var staleForm = "This form is older than your session, so nothing was done. Go back, reload the page, and send it again."
    public var busy = "Too many people are logging in at this moment. Try again in a few seconds."
    public var reference = "Reference for the log"
    public var back = "To the first page"
}

/// Words of the components.
public struct PieceTexts: Sendable {
    public var next = "Next page"
    public var previous = "Previous page"
    public var (first, last) = ("First page", "Last page")
    public var errorSummary = "Please mend this first"
    public var unassigned = "unassigned"
    public var none = "none"
    public var noRecords = "no records: the source was silent"
    public var calls = "calls"
    public var hour = "Hour"
    public var table = "As a table"
    public var lines = "lines"
    public var cancel = "Cancel"
    public var ascending = "sorted, smallest first"
    public var descending = "sorted, largest first"
}
