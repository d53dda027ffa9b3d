namespace Sekisho.Inspect.Containers;

/// <summary>How much of a member is known.</summary>
internal enum MemberState
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>Its first bytes, which say that nothing more needs to be known.</summary>
    Head,

    /// <summary>Its name only: it is encrypted.</summary>
    Encrypted,

    /// <summary>Its name only: its packing is not read here, it is damaged, or a limit was reached.</summary>
    Listed,
}
