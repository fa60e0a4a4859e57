public import ApusSQL

// `@Model` puts one of these on every stored property. Which one the compiler chooses tells whether the property's type
// can be a column; the last of each group puts the error on the property's line. Not for use by hand.

/// The property's type can be a column.
@attached(peer)
public macro _ColumnCheck<Value: SQLConvertible>(_ value: Value.Type) =
    #externalMacro(module: "ApusMacros", type: "ColumnCheckPassed")

/// The property's type cannot be a column.
@attached(peer)
public macro _ColumnCheck<Value>(_ value: Value.Type) =
    #externalMacro(module: "ApusMacros", type: "ColumnCheckFailed")

/// The property's type is the id of the model it references.
@attached(peer)
public macro _ReferenceCheck<Target: Model>(_ target: Target.Type, _ value: Target.ID.Type) =
    #externalMacro(module: "ApusMacros", type: "ColumnCheckPassed")

/// The property's type is an optional id of the model it references.
@attached(peer)
public macro _ReferenceCheck<Target: Model>(_ target: Target.Type, _ value: Target.ID?.Type) =
    #externalMacro(module: "ApusMacros", type: "ColumnCheckPassed")

/// The property's type is not the id of the model it references.
@attached(peer)
public macro _ReferenceCheck<Target, Value>(_ target: Target.Type, _ value: Value.Type) =
    #externalMacro(module: "ApusMacros", type: "ReferenceCheckFailed")
