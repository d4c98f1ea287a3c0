/// Finds in a stream what the switch wants to be answered, wherever the pieces are cut.
struct Answerer {
    private let answers: [LoginScript.Answer]
    /// Of what came before: too short to be a whole text.
    private var rest: [UInt8] = []

    init(_ answers: [LoginScript.Answer]) { self.answers = answers.filter { !$0.text.isEmpty } }

    /// The answers that are due after these bytes, in the order of what they answer.
    mutating func take(_ bytes: ArraySlice<UInt8>) -> [[UInt8]] {
        guard !answers.isEmpty else { return [] }
        let window = rest + bytes
        var found: [(Int, [UInt8])] = []
        var done = 0
        for answer in answers {
            var from = max(0, rest.count - answer.text.count + 1)
            while let end = window.firstEnd(of: answer.text, from: from) {
                found.append((end, answer.answer))
                from = end
                done = max(done, end)
            }
        }
        let longest = answers.map(\.text.count).max() ?? 1
        // What was answered is not answered again.
        rest = Array(window[max(done, window.count - longest + 1, 0)...])
        return found.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
