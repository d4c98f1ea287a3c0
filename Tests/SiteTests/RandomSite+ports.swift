import Site

extension Site {
    /// Two sources that listen at one port are refused: only the first of them stays on.
    mutating func partPorts() {
        var ports: Set<Int> = []
        for index in sources.indices {
            if let place = sources[index].way.listens, !ports.insert(place.port).inserted { sources[index].isOn = false }
        }
    }
}
