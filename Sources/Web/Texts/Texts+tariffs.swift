internal import Model

/// Tariffs, journal and keys.
public struct TariffTexts: Sendable {
    public var title = "Tariffs"
    public var none = "No tariffs yet"
    public var noneText =
        "Rate tables come with the site file: tollbook site import. docs/tariffs.md shows how a printed price list is typed in."
    public var table = "Table"
    public var scheme = "Scheme"
    public var schemes: [String: String] = ["price": "what parties pay", "cost": "what providers take"]
    public var kind = "Kind"
    public var block = "blocks"
    public var pulse = "pulses"
    public var currency = "Currency"
    public var inForce = "In force since"
    public var versions = "Versions"
    public var rows = "Rows"
    public var validFrom = "Valid from"
    public var notYet = "none yet"
    public var now = "in force"
    public var bands = "Time bands"
    public var days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    public var holiday = "Holiday"
    public var holidays = "Holidays"
    public var mixed = "more than one band in this hour"
    public var always = "One price at all times."
    public var rates = "Rates"
    public var search = "Prefix, number or name"
    public var find = "Find"
    public var prefix = "Prefix"
    public var name = "Name"
    public var price = "Price"
    public var terms = "Also"
    public var everythingElse = "everything else"
    public var short = "short number"
    public var nothingFound = "No row of this version begins with that or has that name."
    public var add = "Add a rate"
    public var addText = "The rate is added to the version in force, for all time bands. Calls that have a charge keep it."
    public var addPrefix = "Prefix"
    public var addPrefixHint = "Digits with the country code, without + or 00."
    public var perMinute = "Price of a minute"
    public var first = "First block, seconds"
    public var next = "Then by, seconds"
    public var pulseEvery = "A pulse every, seconds"
    public var minimum = "Minimum charge"
    public var addButton = "Add the rate"
    public var added = "The rate was added. Calls that waited for it can be rated now."

    func found(_ found: String, from: Int, to: Int) -> String { found == "0" ? "" : "rows \(from) to \(to) of \(found)" }
    func noVersion(of table: String) -> String { "No version of \(table) is in force yet." }
}

public struct JournalTexts: Sendable {
    public var title = "Journal"
    public var sentence = "What was configured and decided, by whom, the newest first. Nothing here can be changed."
    public var when = "When"
    public var who = "Who"
    public var what = "What"
    public var subject = "Subject"
    public var before = "Before"
    public var after = "After"
    public var change = "Before → after"
    public var none = "Nothing was configured or decided yet"
    public var noneText = "Every change of the site and every decision about a call stands here."
}

public struct KeyTexts: Sendable {
    public var title = "Keys for programs"
    public var sentence = "A program reads calls and bills as JSON or CSV with a key: Authorization: Bearer …"
    public var none = "No program has a key"
    public var noneText = "Add one for each program, so that one can be revoked without the others."
    public var name = "Name"
    public var role = "Role"
    public var roles = ["viewer": "viewer: reads", "administrator": "administrator: everything"]
    public var created = "Added"
    public var by = "by"
    public var state = "State"
    public var good = "good"
    public var revoked = "revoked"
    public var revoke = "Revoke"
    public var add = "Add a key"
    public var button = "Add the key"
    public var once = "This is the key. It is shown this once and kept nowhere: copy it now."
    public var nameHint = "The program that will use it."
    public var scope = "May read"
    public var scopeLegend = "What it is for"
    public var scopes = [
        "calls": "calls and charges", "bills": "bills", "reports": "reports", "tariffs": "tariffs", "sources": "sources and alerts",
        "import": "bring calls in (needs a role that may)", "all": "all that its role may",
    ]
    public var addresses = "From addresses"
    public var addressesHint = "Addresses or ranges such as 10.0.0.0/8, separated by blanks. Empty: from anywhere."
    public var anywhere = "anywhere"
    public var perMinute = "Requests a minute"
    public var perMinuteHint = "0: any number."
    public var until = "Good until"
    public var untilHint = "The last day. Empty: until it is revoked."
    public var limits = "Bounds"
    public var lastUse = "Last use"
    public var never = "never"
    public var expired = "expired"
    public var document = "What programs can ask for (OpenAPI)"
}
