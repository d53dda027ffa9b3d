namespace Sekisho.Sigma.Values;

/// <summary>How a pattern is compared.</summary>
internal enum TextPatternKind
{
    Any,
    Exact,
    Prefix,
    Suffix,
    Contains,
    Glob,
}
