import ApusSQL

// One function for each number of tables, because a generic type cannot be extended for all tuples at once.

extension From {
    static func joined<A: JoinSide, B: JoinSide>(
        _ a: A,
        _ b: B,
        _ core: SelectCore
    ) -> Self where Sides == (A, B), Output == (A.Value, B.Value) {
        var list = SelectList()
        a.append(to: &list)
        b.append(to: &list)
        return From((a, b), core, list) { (row: Row) throws(DatabaseError) -> Output in
            var position = 0
            return (try A.decode(row, at: &position), try B.decode(row, at: &position))
        }
    }
}

extension From {
    static func joined<A: JoinSide, B: JoinSide, C: JoinSide>(
        _ a: A,
        _ b: B,
        _ c: C,
        _ core: SelectCore
    ) -> Self where Sides == (A, B, C), Output == (A.Value, B.Value, C.Value) {
        var list = SelectList()
        a.append(to: &list)
        b.append(to: &list)
        c.append(to: &list)
        return From((a, b, c), core, list) { (row: Row) throws(DatabaseError) -> Output in
            var position = 0
            return (
                try A.decode(row, at: &position), try B.decode(row, at: &position), try C.decode(row, at: &position)
            )
        }
    }
}

extension From {
    static func joined<A: JoinSide, B: JoinSide, C: JoinSide, D: JoinSide>(
        _ a: A,
        _ b: B,
        _ c: C,
        _ d: D,
        _ core: SelectCore
    ) -> Self where Sides == (A, B, C, D), Output == (A.Value, B.Value, C.Value, D.Value) {
        var list = SelectList()
        a.append(to: &list)
        b.append(to: &list)
        c.append(to: &list)
        d.append(to: &list)
        return From((a, b, c, d), core, list) { (row: Row) throws(DatabaseError) -> Output in
            var position = 0
            return (
                try A.decode(row, at: &position), try B.decode(row, at: &position), try C.decode(row, at: &position),
                try D.decode(row, at: &position)
            )
        }
    }
}

extension From {
    static func joined<A: JoinSide, B: JoinSide, C: JoinSide, D: JoinSide, E: JoinSide>(
        _ a: A,
        _ b: B,
        _ c: C,
        _ d: D,
        _ e: E,
        _ core: SelectCore
    ) -> Self where Sides == (A, B, C, D, E), Output == (A.Value, B.Value, C.Value, D.Value, E.Value) {
        var list = SelectList()
        a.append(to: &list)
        b.append(to: &list)
        c.append(to: &list)
        d.append(to: &list)
        e.append(to: &list)
        return From((a, b, c, d, e), core, list) { (row: Row) throws(DatabaseError) -> Output in
            var position = 0
            return (
                try A.decode(row, at: &position), try B.decode(row, at: &position), try C.decode(row, at: &position),
                try D.decode(row, at: &position), try E.decode(row, at: &position)
            )
        }
    }
}

extension From {
    static func joined<A: JoinSide, B: JoinSide, C: JoinSide, D: JoinSide, E: JoinSide, F: JoinSide>(
        _ a: A,
        _ b: B,
        _ c: C,
        _ d: D,
        _ e: E,
        _ f: F,
        _ core: SelectCore
    ) -> Self where Sides == (A, B, C, D, E, F), Output == (A.Value, B.Value, C.Value, D.Value, E.Value, F.Value) {
        var list = SelectList()
        a.append(to: &list)
        b.append(to: &list)
        c.append(to: &list)
        d.append(to: &list)
        e.append(to: &list)
        f.append(to: &list)
        return From((a, b, c, d, e, f), core, list) { (row: Row) throws(DatabaseError) -> Output in
            var position = 0
            return (
                try A.decode(row, at: &position), try B.decode(row, at: &position), try C.decode(row, at: &position),
                try D.decode(row, at: &position), try E.decode(row, at: &position), try F.decode(row, at: &position)
            )
        }
    }
}
