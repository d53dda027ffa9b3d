namespace Sekisho.Inspect.Qr;

/// <summary>One code that was read.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Version">Its size, 1 to 40.</param>
/// <param name="Level">How much of it may be wrong: L, M, Q or H.</param>
internal sealed record QrCode(string Text, int Version, char Level)
{
    /// <summary>It is one of several that belong together (structured append): its place from 0, how many there are, and the parity that all of them have.</summary>
    public (int Index, int Count, int Parity)? Part { get; init; }
}
