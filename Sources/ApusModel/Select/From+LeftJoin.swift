import ApusSQL

// One function for each number of tables, because a generic type cannot be extended for all tuples at once.

extension From where Sides: JoinSide {
    /// Joins a table: each row with each of its rows that matches or, where none does, with nil.
    public func leftJoin<Root: Model>(
        _ model: Root.Type,
        on condition: (Sides, Table<Root>) -> Condition
    ) -> From<(Sides, OptionalTable<Root>), (Sides.Value, Root?)> {
        leftJoin(ModelTable<Root>(), on: condition)
    }

    /// Joins a table: each row with each of its rows that matches or, where none does, with nil.
    public func leftJoin<Root: Record>(
        _ source: some JoinSource<Root>,
        on condition: (Sides, Table<Root>) -> Condition
    ) -> From<(Sides, OptionalTable<Root>), (Sides.Value, Root?)> {
        let (core, table) = core.joining(source, .left) { table in condition(sides, table) }
        return .joined(sides, table.optional, core)
    }
}

extension From {
    /// Joins a table: each row with each of its rows that matches or, where none does, with nil.
    public func leftJoin<A: JoinSide, B: JoinSide, Root: Model>(
        _ model: Root.Type,
        on condition: (A, B, Table<Root>) -> Condition
    ) -> From<(A, B, OptionalTable<Root>), (A.Value, B.Value, Root?)> where Sides == (A, B) {
        leftJoin(ModelTable<Root>(), on: condition)
    }

    /// Joins a table: each row with each of its rows that matches or, where none does, with nil.
    public func leftJoin<A: JoinSide, B: JoinSide, Root: Record>(
        _ source: some JoinSource<Root>,
        on condition: (A, B, Table<Root>) -> Condition
    ) -> From<(A, B, OptionalTable<Root>), (A.Value, B.Value, Root?)> where Sides == (A, B) {
        let (core, table) = core.joining(source, .left) { table in condition(sides.0, sides.1, table) }
        return .joined(sides.0, sides.1, table.optional, core)
    }
}

extension From {
    /// Joins a table: each row with each of its rows that matches or, where none does, with nil.
    public func leftJoin<A: JoinSide, B: JoinSide, C: JoinSide, Root: Model>(
        _ model: Root.Type,
        on condition: (A, B, C, Table<Root>) -> Condition
    ) -> From<(A, B, C, OptionalTable<Root>), (A.Value, B.Value, C.Value, Root?)> where Sides == (A, B, C) {
        leftJoin(ModelTable<Root>(), on: condition)
    }

    /// Joins a table: each row with each of its rows that matches or, where none does, with nil.
    public func leftJoin<A: JoinSide, B: JoinSide, C: JoinSide, Root: Record>(
        _ source: some JoinSource<Root>,
        on condition: (A, B, C, Table<Root>) -> Condition
    ) -> From<(A, B, C, OptionalTable<Root>), (A.Value, B.Value, C.Value, Root?)> where Sides == (A, B, C) {
        let (core, table) = core.joining(source, .left) { table in condition(sides.0, sides.1, sides.2, table) }
        return .joined(sides.0, sides.1, sides.2, table.optional, core)
    }
}

extension From {
    /// Joins a table: each row with each of its rows that matches or, where none does, with nil.
    public func leftJoin<A: JoinSide, B: JoinSide, C: JoinSide, D: JoinSide, Root: Model>(
        _ model: Root.Type,
        on condition: (A, B, C, D, Table<Root>) -> Condition
    ) -> From<(A, B, C, D, OptionalTable<Root>), (A.Value, B.Value, C.Value, D.Value, Root?)>
    where Sides == (A, B, C, D) {
        leftJoin(ModelTable<Root>(), on: condition)
    }

    /// Joins a table: each row with each of its rows that matches or, where none does, with nil.
    public func leftJoin<A: JoinSide, B: JoinSide, C: JoinSide, D: JoinSide, Root: Record>(
        _ source: some JoinSource<Root>,
        on condition: (A, B, C, D, Table<Root>) -> Condition
    ) -> From<(A, B, C, D, OptionalTable<Root>), (A.Value, B.Value, C.Value, D.Value, Root?)>
    where Sides == (A, B, C, D) {
        let (core, table) = core.joining(source, .left) { table in condition(sides.0, sides.1, sides.2, sides.3, table)
        }
        return .joined(sides.0, sides.1, sides.2, sides.3, table.optional, core)
    }
}

extension From {
    /// Joins a table: each row with each of its rows that matches or, where none does, with nil.
    public func leftJoin<A: JoinSide, B: JoinSide, C: JoinSide, D: JoinSide, E: JoinSide, Root: Model>(
        _ model: Root.Type,
        on condition: (A, B, C, D, E, Table<Root>) -> Condition
    ) -> From<(A, B, C, D, E, OptionalTable<Root>), (A.Value, B.Value, C.Value, D.Value, E.Value, Root?)>
    where Sides == (A, B, C, D, E) {
        leftJoin(ModelTable<Root>(), on: condition)
    }

    /// Joins a table: each row with each of its rows that matches or, where none does, with nil.
    public func leftJoin<A: JoinSide, B: JoinSide, C: JoinSide, D: JoinSide, E: JoinSide, Root: Record>(
        _ source: some JoinSource<Root>,
        on condition: (A, B, C, D, E, Table<Root>) -> Condition
    ) -> From<(A, B, C, D, E, OptionalTable<Root>), (A.Value, B.Value, C.Value, D.Value, E.Value, Root?)>
    where Sides == (A, B, C, D, E) {
        let (core, table) = core.joining(source, .left) { table in
            condition(sides.0, sides.1, sides.2, sides.3, sides.4, table)
        }
        return .joined(sides.0, sides.1, sides.2, sides.3, sides.4, table.optional, core)
    }
}
