import Time

/// Dates and times of a record.
extension Machine {
    /// Reads every time to the millisecond; blank and zero ones are not known. Those without a year come behind those with one, which
    /// tell it.
    func readTimes(_ state: DecoderState) -> Fault? {
        var broken: Fault?
        var previous: CivilDay?
        yearIsAssumed = false
        epochs = 0
        for isSecondPass in [false, true] {
            for index in program.times.indices {
                let place = program.numbers.count + index
                if !isSecondPass { numbers[place] = TimeField.none }
                guard numbers[place] == TimeField.none, isTold(program.times[index].parts) else { continue }
                var parts = StampParts()
                guard read(program.times[index].parts, into: &parts) else {
                    broken = .stamp
                    continue
                }
                if parts.epoch != Int64.min {
                    numbers[place] = parts.epoch
                    epochs |= 1 << UInt64(index)
                    previous = previous ?? WallTime(seconds: Self.seconds(parts.epoch)).day
                } else if isSecondPass || parts.year >= 0 {
                    switch day(of: parts, near: previous, state) {
                    case .failure(let reason): broken = reason
                    case .success(let day):
                        previous = day
                        numbers[place] = Int64(day.number) * 86_400_000 + parts.milliseconds
                    }
                }
            }
        }
        return broken
    }

    /// The day of a time: without year or date that near another time, else as the decoder's state says, of which only the stamp itself
    /// moves the year on.
    private func day(of parts: StampParts, near previous: CivilDay?, _ state: DecoderState) -> Result<CivilDay, Fault> {
        var copy = state
        if let previous {
            copy.years = YearTracker(first: previous.parts.year, last: previous)
            copy.day = copy.day ?? previous
        } else if parts.day >= 0, parts.year < 0 {
            yearIsAssumed = true
            if copy.years.first == nil { copy.years = YearTracker(first: 2000) }
        }
        if copy.day == nil { copy.day = CivilDay(number: 0) }
        return day(of: parts, &copy)
    }

    /// Whether any part holds more than blanks, zeros and what stands between.
    private func isTold(_ parts: [StampPart]) -> Bool {
        for index in parts.indices {
            for byte in bytes(fields[Int(parts[index].field)]) where byte > 48 && byte < 58 { return true }
        }
        return false
    }

    private func read(_ rules: [StampPart], into parts: inout StampParts) -> Bool {
        for part in rules.indices {
            let text = bytes(trimmed(fields[Int(rules[part].field)]))
            if text.isEmpty, rules[part].isOptional { continue }
            if let common = rules[part].common, common.read(text, into: &parts) { continue }
            let words = rules[part].words
            if rules[part].steps.count == 1 {
                guard parts.read(text, rules[part].first, words: words, program) else { return false }
                continue
            }
            var fits = false
            for form in rules[part].steps.indices {
                var trial = parts
                guard trial.read(text, rules[part].steps[form], words: words, program) else { continue }
                parts = trial
                fits = true
                break
            }
            guard fits else { return false }
        }
        return true
    }

    func wall(_ kept: Kept<StampRule>, _ state: inout DecoderState) -> Result<WallTime, Fault> {
        if kept.value.time >= 0 {
            let time = numbers[program.numbers.count + Int(kept.value.time)]
            guard time != TimeField.none else { return .failure(.stamp) }
            stampIsEpoch = epochs >> UInt64(kept.value.time) & 1 == 1
            if yearIsAssumed, state.years.first == nil { return .failure(.noYear) }
            let wall = WallTime(seconds: Self.seconds(time))
            if yearIsAssumed { _ = state.years.year(month: wall.day.parts.month, day: wall.day.parts.day) }
            return .success(wall)
        }
        var parts = StampParts()
        guard read(kept.value.parts, into: &parts) else { return .failure(.stamp) }
        stampIsEpoch = parts.epoch != Int64.min
        if stampIsEpoch { return .success(WallTime(seconds: Self.seconds(parts.epoch))) }
        if kept.value.near >= 0, parts.day < 0, let near = near(kept) {
            return .success(moved(WallTime(day: near.day, second: Int(parts.milliseconds / 1000)), near: near))
        }
        switch day(of: parts, &state) {
        case .failure(let reason): return .failure(reason)
        case .success(let day):
            let wall = WallTime(day: day, second: parts.hour * 3600 + parts.minute * 60 + parts.second)
            return .success(near(kept).map { moved(wall, near: $0) } ?? wall)
        }
    }

    /// The time that the stamp is near.
    private func near(_ kept: Kept<StampRule>) -> WallTime? {
        guard kept.value.near >= 0 else { return nil }
        let time = numbers[program.numbers.count + Int(kept.value.near)]
        return time == TimeField.none ? nil : WallTime(seconds: Self.seconds(time))
    }

    /// Moves a wall by whole days until it is within twelve hours of another.
    private func moved(_ wall: WallTime, near other: WallTime) -> WallTime {
        let distance = wall.seconds - other.seconds
        let half: Int64 = 43_200
        let days = (distance + (distance >= 0 ? half - 1 : -half)) / 86_400
        return wall - days * 86_400
    }

    private static func seconds(_ milliseconds: Int64) -> Int64 {
        milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0)
    }
}
