import ApusSQL

// One function for each number of tables, because a generic type cannot be extended for all tuples at once.

extension From where Sides: JoinSide {
    /// Joins a table: each of its rows with each row that matches or, where none does, with nil.
    public func rightJoin<Root: Model>(
        _ model: Root.Type,
        on condition: (Sides, Table<Root>) -> Condition
    ) -> From<(Sides.Nullable, Table<Root>), (Sides.Nullable.Value, Root)> {
        rightJoin(ModelTable<Root>(), on: condition)
    }

    /// Joins a table: each of its rows with each row that matches or, where none does, with nil.
    public func rightJoin<Root: Record>(
        _ source: some JoinSource<Root>,
        on condition: (Sides, Table<Root>) -> Condition
    ) -> From<(Sides.Nullable, Table<Root>), (Sides.Nullable.Value, Root)> {
        let (core, table) = core.joining(source, .right) { table in condition(sides, table) }
        return .joined(sides.optional, table, core)
    }

    /// Joins a table: rows that match with each other, and all others with nil.
    public func fullJoin<Root: Model>(
        _ model: Root.Type,
        on condition: (Sides, Table<Root>) -> Condition
    ) -> From<(Sides.Nullable, OptionalTable<Root>), (Sides.Nullable.Value, Root?)> {
        fullJoin(ModelTable<Root>(), on: condition)
    }

    /// Joins a table: rows that match with each other, and all others with nil.
    public func fullJoin<Root: Record>(
        _ source: some JoinSource<Root>,
        on condition: (Sides, Table<Root>) -> Condition
    ) -> From<(Sides.Nullable, OptionalTable<Root>), (Sides.Nullable.Value, Root?)> {
        let (core, table) = core.joining(source, .full) { table in condition(sides, table) }
        return .joined(sides.optional, table.optional, core)
    }
}

extension From {
    /// Joins a table: each of its rows with each row that matches or, where none does, with nil.
    public func rightJoin<A: JoinSide, B: JoinSide, Root: Model>(
        _ model: Root.Type,
        on condition: (A, B, Table<Root>) -> Condition
    ) -> From<(A.Nullable, B.Nullable, Table<Root>), (A.Nullable.Value, B.Nullable.Value, Root)> where Sides == (A, B) {
        rightJoin(ModelTable<Root>(), on: condition)
    }

    /// Joins a table: each of its rows with each row that matches or, where none does, with nil.
    public func rightJoin<A: JoinSide, B: JoinSide, Root: Record>(
        _ source: some JoinSource<Root>,
        on condition: (A, B, Table<Root>) -> Condition
    ) -> From<(A.Nullable, B.Nullable, Table<Root>), (A.Nullable.Value, B.Nullable.Value, Root)> where Sides == (A, B) {
        let (core, table) = core.joining(source, .right) { table in condition(sides.0, sides.1, table) }
        return .joined(sides.0.optional, sides.1.optional, table, core)
    }

    /// Joins a table: rows that match with each other, and all others with nil.
    public func fullJoin<A: JoinSide, B: JoinSide, Root: Model>(
        _ model: Root.Type,
        on condition: (A, B, Table<Root>) -> Condition
    ) -> From<(A.Nullable, B.Nullable, OptionalTable<Root>), (A.Nullable.Value, B.Nullable.Value, Root?)>
    where Sides == (A, B) {
        fullJoin(ModelTable<Root>(), on: condition)
    }

    /// Joins a table: rows that match with each other, and all others with nil.
    public func fullJoin<A: JoinSide, B: JoinSide, Root: Record>(
        _ source: some JoinSource<Root>,
        on condition: (A, B, Table<Root>) -> Condition
    ) -> From<(A.Nullable, B.Nullable, OptionalTable<Root>), (A.Nullable.Value, B.Nullable.Value, Root?)>
    where Sides == (A, B) {
        let (core, table) = core.joining(source, .full) { table in condition(sides.0, sides.1, table) }
        return .joined(sides.0.optional, sides.1.optional, table.optional, core)
    }
}

extension From {
    /// Joins a table: each of its rows with each row that matches or, where none does, with nil.
    public func rightJoin<A: JoinSide, B: JoinSide, C: JoinSide, Root: Model>(
        _ model: Root.Type,
        on condition: (A, B, C, Table<Root>) -> Condition
    ) -> From<
        (A.Nullable, B.Nullable, C.Nullable, Table<Root>), (A.Nullable.Value, B.Nullable.Value, C.Nullable.Value, Root)
    > where Sides == (A, B, C) {
        rightJoin(ModelTable<Root>(), on: condition)
    }

    /// Joins a table: each of its rows with each row that matches or, where none does, with nil.
    public func rightJoin<A: JoinSide, B: JoinSide, C: JoinSide, Root: Record>(
        _ source: some JoinSource<Root>,
        on condition: (A, B, C, Table<Root>) -> Condition
    ) -> From<
        (A.Nullable, B.Nullable, C.Nullable, Table<Root>), (A.Nullable.Value, B.Nullable.Value, C.Nullable.Value, Root)
    > where Sides == (A, B, C) {
        let (core, table) = core.joining(source, .right) { table in condition(sides.0, sides.1, sides.2, table) }
        return .joined(sides.0.optional, sides.1.optional, sides.2.optional, table, core)
    }

    /// Joins a table: rows that match with each other, and all others with nil.
    public func fullJoin<A: JoinSide, B: JoinSide, C: JoinSide, Root: Model>(
        _ model: Root.Type,
        on condition: (A, B, C, Table<Root>) -> Condition
    ) -> From<
        (A.Nullable, B.Nullable, C.Nullable, OptionalTable<Root>),
        (A.Nullable.Value, B.Nullable.Value, C.Nullable.Value, Root?)
    > where Sides == (A, B, C) {
        fullJoin(ModelTable<Root>(), on: condition)
    }

    /// Joins a table: rows that match with each other, and all others with nil.
    public func fullJoin<A: JoinSide, B: JoinSide, C: JoinSide, Root: Record>(
        _ source: some JoinSource<Root>,
        on condition: (A, B, C, Table<Root>) -> Condition
    ) -> From<
        (A.Nullable, B.Nullable, C.Nullable, OptionalTable<Root>),
        (A.Nullable.Value, B.Nullable.Value, C.Nullable.Value, Root?)
    > where Sides == (A, B, C) {
        let (core, table) = core.joining(source, .full) { table in condition(sides.0, sides.1, sides.2, table) }
        return .joined(sides.0.optional, sides.1.optional, sides.2.optional, table.optional, core)
    }
}

extension From {
    /// Joins a table: each of its rows with each row that matches or, where none does, with nil.
    public func rightJoin<A: JoinSide, B: JoinSide, C: JoinSide, D: JoinSide, Root: Model>(
        _ model: Root.Type,
        on condition: (A, B, C, D, Table<Root>) -> Condition
    ) -> From<
        (A.Nullable, B.Nullable, C.Nullable, D.Nullable, Table<Root>),
        (A.Nullable.Value, B.Nullable.Value, C.Nullable.Value, D.Nullable.Value, Root)
    > where Sides == (A, B, C, D) {
        rightJoin(ModelTable<Root>(), on: condition)
    }

    /// Joins a table: each of its rows with each row that matches or, where none does, with nil.
    public func rightJoin<A: JoinSide, B: JoinSide, C: JoinSide, D: JoinSide, Root: Record>(
        _ source: some JoinSource<Root>,
        on condition: (A, B, C, D, Table<Root>) -> Condition
    ) -> From<
        (A.Nullable, B.Nullable, C.Nullable, D.Nullable, Table<Root>),
        (A.Nullable.Value, B.Nullable.Value, C.Nullable.Value, D.Nullable.Value, Root)
    > where Sides == (A, B, C, D) {
        let (core, table) = core.joining(source, .right) { table in condition(sides.0, sides.1, sides.2, sides.3, table)
        }
        return .joined(sides.0.optional, sides.1.optional, sides.2.optional, sides.3.optional, table, core)
    }

    /// Joins a table: rows that match with each other, and all others with nil.
    public func fullJoin<A: JoinSide, B: JoinSide, C: JoinSide, D: JoinSide, Root: Model>(
        _ model: Root.Type,
        on condition: (A, B, C, D, Table<Root>) -> Condition
    ) -> From<
        (A.Nullable, B.Nullable, C.Nullable, D.Nullable, OptionalTable<Root>),
        (A.Nullable.Value, B.Nullable.Value, C.Nullable.Value, D.Nullable.Value, Root?)
    > where Sides == (A, B, C, D) {
        fullJoin(ModelTable<Root>(), on: condition)
    }

    /// Joins a table: rows that match with each other, and all others with nil.
    public func fullJoin<A: JoinSide, B: JoinSide, C: JoinSide, D: JoinSide, Root: Record>(
        _ source: some JoinSource<Root>,
        on condition: (A, B, C, D, Table<Root>) -> Condition
    ) -> From<
        (A.Nullable, B.Nullable, C.Nullable, D.Nullable, OptionalTable<Root>),
        (A.Nullable.Value, B.Nullable.Value, C.Nullable.Value, D.Nullable.Value, Root?)
    > where Sides == (A, B, C, D) {
        let (core, table) = core.joining(source, .full) { table in condition(sides.0, sides.1, sides.2, sides.3, table)
        }
        return .joined(sides.0.optional, sides.1.optional, sides.2.optional, sides.3.optional, table.optional, core)
    }
}

extension From {
    /// Joins a table: each of its rows with each row that matches or, where none does, with nil.
    public func rightJoin<A: JoinSide, B: JoinSide, C: JoinSide, D: JoinSide, E: JoinSide, Root: Model>(
        _ model: Root.Type,
        on condition: (A, B, C, D, E, Table<Root>) -> Condition
    ) -> From<
        (A.Nullable, B.Nullable, C.Nullable, D.Nullable, E.Nullable, Table<Root>),
        (A.Nullable.Value, B.Nullable.Value, C.Nullable.Value, D.Nullable.Value, E.Nullable.Value, Root)
    > where Sides == (A, B, C, D, E) {
        rightJoin(ModelTable<Root>(), on: condition)
    }

    /// Joins a table: each of its rows with each row that matches or, where none does, with nil.
    public func rightJoin<A: JoinSide, B: JoinSide, C: JoinSide, D: JoinSide, E: JoinSide, Root: Record>(
        _ source: some JoinSource<Root>,
        on condition: (A, B, C, D, E, Table<Root>) -> Condition
    ) -> From<
        (A.Nullable, B.Nullable, C.Nullable, D.Nullable, E.Nullable, Table<Root>),
        (A.Nullable.Value, B.Nullable.Value, C.Nullable.Value, D.Nullable.Value, E.Nullable.Value, Root)
    > where Sides == (A, B, C, D, E) {
        let (core, table) = core.joining(source, .right) { table in
            condition(sides.0, sides.1, sides.2, sides.3, sides.4, table)
        }
        return .joined(
            sides.0.optional,
            sides.1.optional,
            sides.2.optional,
            sides.3.optional,
            sides.4.optional,
            table,
            core
        )
    }

    /// Joins a table: rows that match with each other, and all others with nil.
    public func fullJoin<A: JoinSide, B: JoinSide, C: JoinSide, D: JoinSide, E: JoinSide, Root: Model>(
        _ model: Root.Type,
        on condition: (A, B, C, D, E, Table<Root>) -> Condition
    ) -> From<
        (A.Nullable, B.Nullable, C.Nullable, D.Nullable, E.Nullable, OptionalTable<Root>),
        (A.Nullable.Value, B.Nullable.Value, C.Nullable.Value, D.Nullable.Value, E.Nullable.Value, Root?)
    > where Sides == (A, B, C, D, E) {
        fullJoin(ModelTable<Root>(), on: condition)
    }

    /// Joins a table: rows that match with each other, and all others with nil.
    public func fullJoin<A: JoinSide, B: JoinSide, C: JoinSide, D: JoinSide, E: JoinSide, Root: Record>(
        _ source: some JoinSource<Root>,
        on condition: (A, B, C, D, E, Table<Root>) -> Condition
    ) -> From<
        (A.Nullable, B.Nullable, C.Nullable, D.Nullable, E.Nullable, OptionalTable<Root>),
        (A.Nullable.Value, B.Nullable.Value, C.Nullable.Value, D.Nullable.Value, E.Nullable.Value, Root?)
    > where Sides == (A, B, C, D, E) {
        let (core, table) = core.joining(source, .full) { table in
            condition(sides.0, sides.1, sides.2, sides.3, sides.4, table)
        }
        return .joined(
            sides.0.optional,
            sides.1.optional,
            sides.2.optional,
            sides.3.optional,
            sides.4.optional,
            table.optional,
            core
        )
    }
}
