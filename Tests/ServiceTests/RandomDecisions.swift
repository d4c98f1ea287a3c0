import Doubles
import Intake
import Model
import Store
import Testing
import Time

@testable import Service

/// Corrections, undoings and re-ratings at random, with dice of their own: two offices to which the same is done have the same calls.
struct RandomDecisions {
    private var dice: Dice
    private var open: [Int64] = []
    private var proposed: [Int64] = []

    init(_ seed: UInt64) { dice = Dice(seed &* 31 &+ 7) }

    var days: DayRange {
        get throws { try #require(DayRange(CivilDay(number: 20_500), CivilDay(number: 20_600))) }
    }

    mutating func act(on office: RandomOffice) throws {
        switch dice.below(8) {
        case 0..<4: try correct(office)
        case 4, 5: try undoOne(office)
        case 6: try propose(office)
        default: try accept(office)
        }
    }

    private mutating func correct(_ office: RandomOffice) throws {
        var query = CallQuery(CallFilter())
        query.limit = 200
        guard let call = try office.book.calls(query, caller: office.caller).rows.randomElement(using: &dice) else { return }
        let kind = CorrectionKind.allCases[dice.below(4)]
        let value =
            switch kind {
            case .writeOff, .private: ""
            case .account: ["77", "101", "x"][dice.below(3)]
            case .party: ["101", "102", "p103"][dice.below(3)]
            }
        do {
            open.append(try office.book.correct(call.id, kind, value, reason: "because", caller: office.caller).number)
        } catch StoreError.cannotCorrect(let why) {
            if case .onBill = why { return }
            #expect([.notCharged, .nothingToPay, .alreadySo].contains(why))
        } catch ServiceError.unknown(what: "party", name: "p103") {
            // The site does not have it yet, or not any more.
        }
    }

    private mutating func undoOne(_ office: RandomOffice) throws {
        guard let place = open.indices.randomElement(using: &dice) else { return }
        do {
            _ = try office.book.undoCorrection(open[place], reason: "not so", caller: office.caller)
            open.remove(at: place)
        } catch StoreError.cannotCorrect(.laterFirst(let later)) {
            #expect(later > open[place])
        } catch StoreError.cannotCorrect(.onBill) {
            // Its bill would have to be credited first.
        }
    }

    private mutating func propose(_ office: RandomOffice) throws {
        var choice = RerateChoice()
        switch dice.below(5) {
        case 0: choice.add(.party, ["101", "102"][dice.below(2)])
        case 1: choice.add(.table, "office")
        case 2: choice.add(.type, ["local", "national"][dice.below(2)])
        default: break
        }
        let number = try office.book.proposeRerating(choice, days, caller: office.caller)
        let before = try BookDump.tables(of: office.book.store)["call"]
        while try !office.book.runRerating(.propose, number, chunk: 5, proceed: { _ in false }) {}
        #expect(try BookDump.tables(of: office.book.store)["call"] == before, "only proposed")
        proposed.append(number)
    }

    private mutating func accept(_ office: RandomOffice) throws {
        guard let number = proposed.popLast() else { return }
        do {
            try office.book.acceptRerating(number, caller: office.caller)
            while try !office.book.runRerating(.accept, number, chunk: 5, proceed: { _ in false }) {}
        } catch StoreError.siteChanged {
            try office.book.dropRerating(number, caller: office.caller)
        }
    }

    /// Takes all back, the last one first, and rates all calls by the site of now.
    mutating func clear(_ office: RandomOffice) throws {
        for number in open.reversed() { try office.book.undoCorrection(number, reason: "all back", caller: office.caller) }
        open = []
        try Self.rateAll(office, days)
    }

    static func rateAll(_ office: RandomOffice, _ days: DayRange) throws {
        let number = try office.book.proposeRerating(RerateChoice(), days, caller: office.caller)
        try office.book.finishRerating(number, caller: office.caller)
        try office.book.acceptRerating(number, caller: office.caller)
        try office.book.finishRerating(number, caller: office.caller)
    }
}
