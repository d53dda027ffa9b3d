namespace Sekisho.Inspect.Disarm;

/// <summary>One change to a message.</summary>
/// <param name="Part">Which part: "part 2 'a.docm'".</param>
/// <param name="What">What was done: page, macros, document, pdf, replaced or structure.</param>
/// <param name="Why">What was found, for the operator's eyes.</param>
public sealed record DisarmChange(string Part, string What, string Why);
