/// The page of the alerts.
public struct AlertTexts: Sendable {
    public var title = "Alerts"
    public var sentence = "Who was told of what, and whether it arrived."
    public var none = "Nobody was told of anything yet"
    public var noneText =
        "Rules say what is told to whom: calls too long or too dear, numbers, hours, emergency calls, budgets, what a party never did before, sources that are silent."
    public var writeRules = "Write the first one below."
    public var askForRules = "Whoever administers the book writes them on this page."
    public var rulesLook = "The next call or source that one of the rules below looks for is listed here."
    public var noneOfState = "No message is in this state."
    public var (when, what, who, state, answer, act) = ("When", "What", "To", "State", "Answer", "Decide")
    public var (server, rules, test, history) = ("Mail server", "Rules", "Send a test message", "History")
    public var noServer = "No mail server is set up, so nobody gets mail. Add mail: below."
    public var settings = "Change rules and mail server"
    public var settingsLabel = "As the site file has them"
    public var settingsHint =
        "mail: says by which server mail goes out, alerts: has a rule a line. What a rule can look for stands in the manual under Alerts. Passwords are in files that the rules name."
    public var settingsExample = """
        # mail:
        #   server: mail.example.com
        #   from: tollbook@example.com
        # alerts:
        #   - {id: long, when: {longerThan: 3600}, to: [boss@example.com]}
        #   - {id: budgets, when: {budget: [warned, spent]}, to: [boss@example.com]}
        #   - {id: line, when: {trouble: [silent, failed, gap]}, to: [it@example.com]}

        """
    public var save = "Save"
    public var saved = "Saved. The rules are in force from now on."
    public var testTo = "Mail address"
    public var testHint = "The server's answer is shown here."
    public var testButton = "Send the test"
    public var acknowledge = "Seen"
    public var acknowledgeAll = "I have seen to all of these"
    public var again = "Send again"
    public var more = "Earlier ones"
    public var all = "all"
    public var (alerts, daily) = ("alerts", "daily sign of life")
    public var states = [
        "waiting": "waiting", "sending": "on its way", "sent": "sent", "unknown": "unknown", "failed": "refused for now",
        "givenUp": "given up", "digest": "in a digest",
    ]
    public var neverTried = "Nothing was sent yet."

    func need(_ count: String, one: Bool) -> String {
        "\(count) \(one ? "message" : "messages") did not arrive for sure. Look at the answer, then send again or say that you have seen to it."
    }
    func last(_ moment: String, state: String, answer: String) -> String { "Last mail \(moment): \(state). \(answer)" }
    func tested(_ state: String, answer: String) -> String { "The test: \(state). \(answer)" }
    func seen(by: String, at: String) -> String { "seen by \(by), \(at)" }
    func tries(_ count: Int) -> String { count == 1 ? "1 try" : "\(count) tries" }
    func next(_ moment: String) -> String { "again at \(moment)" }
}
