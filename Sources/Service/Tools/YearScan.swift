import Mediation
import Model
import Time

extension InputFile {
    /// The year of the first record of a file whose stamps print none, by its last record (`YearGuess`); `nil` where they print one, and
    /// for what cannot be read twice.
    func firstYear(of format: Format, today: CivilDay) throws -> Int? {
        guard format.needsYear, size != nil else { return nil }
        var guess = YearGuess(today: today)
        var decoder = Decoder(format, year: guess.trial, day: today)
        var batch = RecordBatch()
        var isEnd = false
        while !isEnd {
            let bytes = try read(upTo: 1 << 20)
            isEnd = bytes.isEmpty
            decoder.feed(bytes, final: isEnd, into: &batch)
            guess.take(batch)
            batch.removeAll()
        }
        return rewind() ? guess.first : nil
    }
}
