namespace Sekisho.Sigma.Values;

/// <summary>A part of a text.</summary>
internal readonly record struct StringPart(StringPartKind Kind, byte[] Bytes)
{
    public static StringPart Star { get; } = new(StringPartKind.Star, []);

    public static StringPart Dash { get; } = new(StringPartKind.Dash, []);

    public static StringPart Question { get; } = new(StringPartKind.Question, []);

    public static StringPart Literal(byte[] bytes) => new(StringPartKind.Literal, bytes);
}
