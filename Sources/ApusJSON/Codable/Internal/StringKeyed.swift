/// A dictionary whose keys are data, not names of members.
protocol StringKeyed {}

extension Dictionary: StringKeyed where Key == String {}
