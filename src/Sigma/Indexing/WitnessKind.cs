namespace Sekisho.Sigma.Indexing;

/// <summary>How a witness is looked for.</summary>
internal enum WitnessKind
{
    /// <summary>The bytes are somewhere in the value.</summary>
    Contains,

    /// <summary>The value begins with the bytes.</summary>
    Prefix,

    /// <summary>The value ends with the bytes.</summary>
    Suffix,

    /// <summary>The bytes are the whole value.</summary>
    Exact,

    /// <summary>The value is this number.</summary>
    Number,
}
