public import Model
public import Time

/// A correction with its moments in the site's time.
public struct CorrectionView: Sendable {
    public var correction: Correction
    public var at: WallTime
    public var undoneAt: WallTime?

    init(_ correction: Correction, _ zone: Zone) {
        (self.correction, at) = (correction, zone.wall(correction.at))
        undoneAt = correction.undone.map { zone.wall($0.at) }
    }
}
