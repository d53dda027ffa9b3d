namespace Sekisho.Inspect.Facts;

/// <summary>What sort of value a fact has.</summary>
public enum FactKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A number, whole or not.</summary>
    Number,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>A list of texts; absent when it would be empty.</summary>
    List,
}
