import Model
import Testing
import Time

@testable import Rating
@testable import Site

/// Emergency numbers of every country that is shipped: neither access codes nor longer numbers hide or imitate them.
@Suite struct EmergencyNumbers {
    private func rater(_ country: String, outside: [String]) -> (Rater, [String]) {
        var site = Site()
        site.settings.country = country
        let numbers = site.numberingPlan.filter { $0.short && $0.type == CallTypeID("emergency") }.map(\.prefix)
        let data = NumberingData.country(country)
        var plan = DialPlan()
        plan.countryCode = data?.countryCode ?? ""
        plan.trunkPrefix = data?.dialPlan?.trunkPrefix ?? ""
        plan.internationalPrefix = data?.dialPlan?.internationalPrefix ?? []
        (plan.outside, plan.short) = (outside, site.numberingPlan.filter(\.short).map(\.prefix))
        var place = Switch(id: SwitchID("main"))
        place.dialPlan = plan
        site.switches = [place]
        return (Rater(site: site, numbering: site.numberingPlan), numbers)
    }

    private func type(_ called: String, _ rater: Rater) -> CallTypeID? {
        var call = Call()
        call.called = called
        return rater.assess(call).callType < 0 ? nil : rater.callTypes[Int(rater.assess(call).callType)]
    }

    @Test(arguments: NumberingData.countries.sorted())
    func areWhatTheyAre(country: String) {
        let emergency = CallTypeID("emergency")
        for outside in ["9", "0", "1", "8"] {
            let (rater, numbers) = rater(country, outside: [outside])
            #expect(!numbers.isEmpty, "\(country) has no emergency number")
            for number in numbers {
                #expect(type(number, rater) == emergency, "\(country): \(number), access code \(outside)")
                #expect(type(outside + number, rater) == emergency, "\(country): \(outside)+\(number)")
                for longer in [number + "2", number + "4567", outside + number + "45678"] where !numbers.contains(longer) {
                    let isOther = numbers.contains { outside + $0 == longer }
                    #expect(isOther || type(longer, rater) != emergency, "\(country): \(longer), access code \(outside)")
                }
            }
        }
    }
}
