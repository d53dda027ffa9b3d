using Sekisho.Sigma.Matching;

namespace Sekisho.Sigma.Samples;

/// <summary>One value of a sample; a field with several has several.</summary>
/// <param name="Field">The name of the field, as written.</param>
/// <param name="Kind">What sort of value.</param>
/// <param name="Text">The value as text; empty for null.</param>
public sealed record SampleValue(string Field, EventValueKind Kind, string Text);
