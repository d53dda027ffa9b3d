namespace Sekisho.Inspect.Structure;

/// <summary>What an ambiguity is worth to an attacker, and how ordinary it is.</summary>
internal enum AmbiguityWeight
{
    /// <summary>Ordinary programs produce it, or it hides nothing that is not looked at in all readings.</summary>
    Harmless,

    /// <summary>Ordinary programs do not produce it; clumsy ones do. The message is marked.</summary>
    Doubtful,

    /// <summary>No program produces it in good faith, or content escapes the look. The message is held.</summary>
    Hiding,
}
