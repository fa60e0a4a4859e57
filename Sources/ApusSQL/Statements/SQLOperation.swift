/// An operation that databases spell differently, or that one of them lacks; see ``Dialect/template(for:)``.
public enum SQLOperation: Sendable, Hashable {
    /// A unit of time.
    public enum TimeUnit: String, Sendable, Hashable, CaseIterable {
        /// A year.
        case year
        /// A month.
        case month
        /// A day.
        case day
        /// An hour.
        case hour
        /// A minute.
        case minute
        /// A second.
        case second
    }

    /// `{0}` plus `{1}`.
    case add
    /// `{0}` minus `{1}`.
    case subtract
    /// `{0}` times `{1}`.
    case multiply
    /// `{0}` divided by `{1}`; of integers without a rest.
    case divide
    /// The rest of `{0}` divided by `{1}`.
    case remainder
    /// `{0}` with the other sign.
    case negate
    /// `{0}` without its sign.
    case absolute
    /// The nearest whole number to `{0}`.
    case round
    /// The greatest whole number that is not above `{0}`.
    case floor
    /// The least whole number that is not below `{0}`.
    case ceiling

    /// The text `{0}`, and then the text `{1}`.
    case concatenate
    /// How many characters the text `{0}` has.
    case length
    /// The text `{0}` without spaces at its ends.
    case trim
    /// `{2}` characters of the text `{0}` from `{1}` on, counted from one.
    case substring
    /// The text `{0}` with `{2}` for every `{1}`.
    case replace
    /// The text `{0}` in upper case, by Unicode's rules.
    case uppercase
    /// Whether the text `{0}` is like the pattern `{1}`, which ``Dialect/likePattern(_:)`` has translated.
    case like

    /// The first of `{*}` that is not NULL.
    case coalesce
    /// `{0}`, or NULL when it is `{1}`.
    case nullIf
    /// `{0}`, a bound value, of a type that the database is told.
    case typedValue(SQLType)
    /// `{0}` as another type.
    case cast(SQLType)

    /// How many rows there are.
    case countRows
    /// How many rows have a value for `{0}`.
    case count
    /// How many different values of `{0}` there are.
    case countDistinct
    /// The sum of `{0}`, of this type.
    case sum(SQLType)
    /// The arithmetic mean of `{0}` as a floating point number.
    case average
    /// The least `{0}`.
    case minimum
    /// The greatest `{0}`.
    case maximum
    /// All texts `{0}`, with the text `{1}` between them.
    case join
    /// Whether `{0}` is always true.
    case every
    /// Whether `{0}` is true once.
    case some

    /// The time at which the transaction or, in SQLite, the statement began.
    case now
    /// A part of the point in time `{0}`, in UTC, as an integer.
    case datePart(TimeUnit)
    /// The beginning of the unit that the point in time `{0}` is in, in UTC.
    case dateTruncate(TimeUnit)

    /// Whether `{0}` is one of the values of the array `{1}`.
    case isElement
    /// Whether the array `{0}` contains all values of the array `{1}`.
    case arrayContains
    /// How many values the array `{0}` has.
    case arrayLength

    /// Whether the JSON document `{0}` contains the JSON document `{1}`.
    case jsonContains
    /// How many elements the JSON array `{0}` has.
    case jsonLength

    /// Whether `{0}` is in the range `{1}`.
    case rangeContains
    /// Whether the ranges `{0}` and `{1}` have anything in common.
    case rangesOverlap

    /// Keeps rows from being changed until the transaction ends.
    case lockForUpdate
    /// Keeps rows from being changed, but lets others lock them so too.
    case lockForShare
    /// Leaves out rows that somebody else has locked.
    case skipLocked
    /// Fails when somebody else has locked a row.
    case noWait
    /// One row for each combination of `{*}`: the first one of the order.
    case distinctOn

    /// Tells how a statement would be run; stands before it.
    case explain
    /// Runs a statement, and tells how it was; stands before it.
    case explainAnalyze
}
