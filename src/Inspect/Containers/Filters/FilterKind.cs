namespace Sekisho.Inspect.Containers.Filters;

/// <summary>What a filter works on.</summary>
internal enum FilterKind
{
    /// <summary>Bytes that differ little from those some places before: sound, pictures.</summary>
    Delta,

    /// <summary>Programs for x86, of 32 and 64 bits.</summary>
    X86,

    /// <summary>Programs for ARM of 32 bits.</summary>
    Arm,

    /// <summary>Programs for ARM in Thumb form.</summary>
    Thumb,

    /// <summary>Programs for ARM of 64 bits.</summary>
    Arm64,
}
