namespace Sekisho.Sigma.Values;

/// <summary>What a part of a text is.</summary>
internal enum StringPartKind
{
    /// <summary>Bytes as they are.</summary>
    Literal,

    /// <summary>Any number of any bytes.</summary>
    Star,

    /// <summary>Exactly one character.</summary>
    Question,

    /// <summary>Any of the five dashes that Windows programs take for that of an option.</summary>
    Dash,
}
